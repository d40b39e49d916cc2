import Desk
import OneStop
import Records
import Reports

/// The form that sends a file to be imported.
struct ImportForm {
    let visit: Visit
    let agencies: [AgencyRow]
    /// The agency of who sends it.
    let own: AgencyID
    /// Whose maps of columns may be used again.
    let earlier: [ImportJobRow]
    let failed: (form: Form, problem: Problem)?

    private var say: Language { visit.say }

    var html: HTML {
        let view = FieldView(
            say: say, given: failed?.form, fault: failed?.problem.fault(say), focus: failed?.problem.field)
        let key = failed.map { $0.form.exact("key") } ?? TokenSecret.random()
        let notice: HTML? = failed.map {
            "<p class=\"notice bad\" role=\"alert\">\(ProblemWords.detail(of: $0.problem, say)) \(say("Hãy chọn lại tệp rồi gửi.", "Choose the file again and send it."))</p>"
        }
        let one: HTML? =
            agencies.count == 1
            ? agencies.first.map { "<input type=\"hidden\" name=\"agency\" value=\"\($0.code)\">" } : nil
        return """
            <section><h2>\(say("Gửi tệp", "Send a file"))</h2>
            <p>\(say("Tệp được kiểm tra trước và chưa lưu gì: bạn xem sẽ nhận bao nhiêu, từ chối những dòng nào và vì sao, rồi mới quyết định nhập. Nhập lại cùng một tệp không thêm hồ sơ lần thứ hai.", "The file is checked first and nothing is kept: you see what would be taken and what refused and why, and then decide. The same file again adds nothing twice."))</p>
            \(notice)
            <form method="post" action="/imports" enctype="multipart/form-data">\(visit.hidden)<input type="hidden" name="key" value="\(key)">\(one)
            <div class="columns"><div>\(view.html(fields))</div><div>\(view.html(files))
            <p class="small">\(say("Mô tả cột mẫu để sửa theo tệp của bạn", "Maps to change for your own file")): <a href="/imports/columns/dossiers">\(say("danh sách hồ sơ", "list of dossiers"))</a>, <a href="/imports/columns/events">\(say("nhật ký xử lý", "log of steps"))</a>.</p></div></div>
            <p><button class="main">\(say("Gửi và kiểm tra", "Send and check"))</button></p></form></section>
            """
    }

    private var fields: [FormField] {
        let agency = FormField.agency(
            say("Cơ quan giải quyết các hồ sơ này", "The agency that decides these dossiers"), of: agencies, own: own)
        let columns = FormField(
            name: "columns", label: say("Tệp gồm những cột nào", "Which columns the file has"), kind: .choice(maps),
            isRequired: true,
            hint: say(
                "Danh sách: mỗi dòng một hồ sơ. Nhật ký: mỗi dòng một bước xử lý, các cột của hồ sơ lặp lại.",
                "A list has one row a dossier; a log one row a step, with the dossier's columns repeated."))
        return agencies.count == 1 ? [columns] : [agency, columns]
    }

    private var maps: [FormField.Option] {
        var options = [
            FormField.Option(
                value: "dossiers",
                label: say("Danh sách hồ sơ, cột như tệp mẫu", "A list of dossiers, with the sample's columns")),
            FormField.Option(
                value: "events",
                label: say("Nhật ký xử lý, cột như tệp mẫu", "A log of steps, with the sample's columns")),
        ]
        var seen = Set(ImportKind.allCases.map(ColumnMapSamples.document))
        for row in earlier where seen.insert(row.columns).inserted {
            options.append(
                FormField.Option(
                    value: "as-\(row.id)",
                    label: say("Như lần nhập tệp \(row.fileName)", "As for the file \(row.fileName)")))
        }
        options += ImportKind.allCases.map { kind in
            FormField.Option(
                value: "own-\(kind.rawValue)",
                label: say(
                    "Theo tệp mô tả cột của tôi: \(kind.words(say))", "By a map of my own: \(kind.words(say))"))
        }
        return options
    }

    private var files: [FormField] {
        [
            FormField(
                name: "map", label: say("Tệp mô tả cột (JSON)", "Map of columns (JSON)"),
                kind: .file(accept: ".json,application/json"),
                hint: say("Chỉ cần khi chọn “theo tệp mô tả cột của tôi”.", "Only for “by a map of my own”.")),
            FormField(
                name: "file", label: say("Tệp hồ sơ (CSV, UTF-8)", "The file (CSV, UTF-8)"),
                kind: .file(accept: ".csv,.tsv,.txt,text/csv"), isRequired: true,
                hint: say(
                    "Dấu phẩy, chấm phẩy hoặc tab; dòng đầu là tên cột; tối đa \(IncomingFile.largest >> 20) MiB.",
                    "Commas, semicolons or tabs; names of columns first; at most \(IncomingFile.largest >> 20) MiB.")),
        ]
    }
}

extension ImportKind {
    func words(_ say: Language) -> String {
        switch self {
        case .dossiers: say("danh sách hồ sơ", "list of dossiers")
        case .events: say("nhật ký xử lý", "log of steps")
        }
    }
}

extension ImportView {
    func stateWords(_ say: Language) -> String {
        if isBrokenOff { return say("bị ngắt giữa chừng", "broken off") }
        return switch row.state {
        case .sending: say("đang gửi tệp", "coming in")
        case .waiting: say("đang chờ", "waiting")
        case .running: row.isDryRun ? say("đang kiểm tra", "being checked") : say("đang nhập", "being brought in")
        case .checked: say("đã kiểm tra, chưa nhập", "checked, not kept")
        case .done: say("đã nhập", "brought in")
        case .failed: say("không thực hiện được", "failed")
        }
    }
}
