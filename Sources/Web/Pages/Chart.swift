import Reports

/// A chart of shares or scores over time, drawn by the server: a line for each, told apart by the shape of its marks as well as by
/// its colour. What it shows stands in a table, too.
struct Chart {
    struct Line {
        var name: String
        var shape: Shape
        /// On the chart's scale; nil where there is nothing to have a share of, and the line has a gap.
        var values: [Double?]
    }

    enum Shape: String {
        case round, square

        var sign: String {
            switch self {
            case .round: "●"
            case .square: "■"
            }
        }
    }

    enum Scale {
        /// Between 0 and 1, told in per cent. It begins at the next fifth below the smallest value.
        case shares
        /// Between two scores, told as they are.
        case scores(ClosedRange<Int>)
    }

    var title: String
    var description: String
    var scale = Scale.shares
    /// Under each place, from the left.
    var labels: [String]
    var lines: [Line]

    /// A few places stand on a telephone whole.
    private var isShort: Bool { labels.count <= 6 }
    private var width: Int { isShort ? 440 : 720 }
    private var height: Int { 240 }
    /// What stands around the lines: the scale on the left, the labels below.
    private var left: Int { 52 }
    private var right: Int { 32 }
    private var top: Int { 12 }
    private var bottom: Int { 30 }

    var html: HTML {
        let legend = lines.map { line -> HTML in
            "<li class=\"\(line.shape.rawValue)\"><span aria-hidden=\"true\">\(line.shape.sign)</span> \(line.name)</li>"
        }
        return """
            <figure class="chart\(" short" as HTML, if: isShort)"><div class="scroll" role="region" tabindex="0" aria-label="\(title)"><svg viewBox="0 0 \(width) \(height)" role="img" aria-labelledby="chart-title chart-description">
            <title id="chart-title">\(title)</title><desc id="chart-description">\(description)</desc>
            \(grid)\(names)\(lines.map(drawn))
            </svg></div><figcaption><ul>\(legend)</ul></figcaption></figure>
            """
    }

    /// Where the scale begins and ends.
    private var span: ClosedRange<Double> {
        switch scale {
        case .shares:
            let least = lines.flatMap(\.values).compactMap(\.self).min() ?? 0
            return Double(min(4, Int(least * 5))) / 5...1
        case .scores(let scores):
            return Double(scores.lowerBound)...Double(scores.upperBound)
        }
    }

    private func name(of value: Double) -> String {
        switch scale {
        case .shares: "\(Int((value * 100).rounded()))%"
        case .scores: "\(Int(value.rounded()))"
        }
    }

    private func x(_ place: Int) -> Int {
        let room = width - left - right
        return left + (labels.count < 2 ? room / 2 : room * place / (labels.count - 1))
    }

    private func y(_ value: Double) -> Int {
        let room = Double(height - top - bottom)
        let span = span
        return top + Int((room * (span.upperBound - value) / (span.upperBound - span.lowerBound)).rounded())
    }

    private var grid: HTML {
        let (steps, span) = (4, span)
        return HTML(
            (0...steps).map { step -> HTML in
                let value = span.lowerBound + (span.upperBound - span.lowerBound) * Double(step) / Double(steps)
                let place = y(value)
                return """
                    <line class="grid" x1="\(left)" y1="\(place)" x2="\(width - right)" y2="\(place)"/><text class="scale" x="\(left - 8)" y="\(place + 4)">\(name(of: value))</text>
                    """
            })
    }

    private var names: HTML {
        HTML(
            labels.enumerated().map { place, label -> HTML in
                "<text class=\"name\" x=\"\(x(place))\" y=\"\(height - 8)\">\(label)</text>"
            })
    }

    private func drawn(_ line: Line) -> HTML {
        var strokes: [HTML] = []
        var marks: [HTML] = []
        var isOn = false
        var path = ""
        for (place, value) in line.values.enumerated() {
            guard let value else {
                isOn = false
                continue
            }
            let (across, down) = (x(place), y(value))
            path += "\(isOn ? "L" : "M")\(across) \(down)"
            isOn = true
            switch line.shape {
            case .round: marks.append("<circle cx=\"\(across)\" cy=\"\(down)\" r=\"4\"/>")
            case .square: marks.append("<rect x=\"\(across - 4)\" y=\"\(down - 4)\" width=\"8\" height=\"8\"/>")
            }
        }
        if !path.isEmpty { strokes.append("<path d=\"\(path)\"/>") }
        return "<g class=\"line \(line.shape.rawValue)\">\(strokes)\(marks)</g>\n"
    }
}
