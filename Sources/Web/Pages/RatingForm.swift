import Desk
import OneStop
import Records
import Reports

/// The question how satisfied the applicant was, below a dossier that is over.
struct RatingForm {
    let visit: Visit
    /// What the dossier was looked up by: the same proof goes with the rating.
    let proof: (code: String, digits: String)
    /// What was typed before, and what is wrong with it.
    var given: Form?
    var fault: (field: String, words: String)?

    func html(_ state: RatingState, offset: UTCOffset) -> HTML? {
        let say = visit.say
        switch state {
        case .notYet: return nil
        case .given(let rating):
            return """
                <p class="notice">\(say("Bạn đã đánh giá việc phục vụ của hồ sơ này", "You rated the service of this application")): <strong>\(Satisfaction.words(rating.score, say))</strong>, \(When(say, offset).short(rating.at)).</p>
                """
        case .open: return question
        }
    }

    private var question: HTML {
        let say = visit.say
        let scores = RatingFigures.scores.reversed().map { score -> HTML in
            """
            <label><input type="radio" name="score" value="\(score)" required\(" checked" as HTML, if: given?["score"] == String(score))> \(Satisfaction.words(score, say))</label>

            """
        }
        let wrong: HTML? = fault.flatMap { $0.field == "score" ? "<p class=\"wrong\">\($0.words)</p>" : nil }
        let note = FormField(
            name: "note", label: say("Bạn muốn nói thêm điều gì?", "Anything else?"), kind: .text,
            hint: say(
                "Chỉ cơ quan giải quyết đọc. Đừng ghi số định danh hay thông tin của người khác.",
                "Only the agency reads it. Leave out identity numbers and other people's details."))
        return """
            <section id="rating"><h2>\(say("Bạn có hài lòng với việc phục vụ không?", "Were you satisfied with the service?"))</h2>
            <form method="post" action="/look-up/rating">\(visit.hidden)<input type="hidden" name="code" value="\(proof.code)"><input type="hidden" name="digits" value="\(proof.digits)">
            <fieldset class="scores"><legend>\(say("Mức độ hài lòng", "How satisfied"))</legend>\(wrong)
            \(scores)</fieldset>
            \(FieldView(say: say, given: given, fault: fault).html(note))
            <p><button class="main">\(say("Gửi đánh giá", "Send"))</button> <span class="hint">\(say("Mỗi hồ sơ đánh giá một lần.", "Once for each application."))</span></p>
            </form></section>
            """
    }
}

/// Scores of satisfaction in words.
enum Satisfaction {
    static func words(_ score: Int, _ say: Language) -> String {
        switch score {
        case 5: say("5 – Rất hài lòng", "5 – very satisfied")
        case 4: say("4 – Hài lòng", "4 – satisfied")
        case 3: say("3 – Bình thường", "3 – neither")
        case 2: say("2 – Không hài lòng", "2 – dissatisfied")
        default: say("1 – Rất không hài lòng", "1 – very dissatisfied")
        }
    }
}
