import Desk
import Hummingbird
import OneStop
import Reports

extension Pages {
    /// What went wrong, by which rule, and where to go on.
    func failure(_ problem: Problem, _ visit: Visit, requestID: String) -> HTML {
        let say = visit.say
        let title = ProblemWords.title(of: problem, say)
        return Layout(visit: visit, title: title).page(
            """
            <h1>\(title)</h1>
            <p class="notice bad" role="alert">\(ProblemWords.detail(of: problem, say))</p>
            <p class="more"><a href="\(visit.session == nil ? "/look-up" : "/work")">\(say("Về trang chính", "To the main page"))</a></p>
            <p class="small">\(say("Mã yêu cầu", "Request")): <code>\(requestID)</code></p>
            """)
    }

    /// A form that came without the mark of this browser: what it would do is shown, and somebody has to say that it
    /// should be done.
    func resending(_ form: Form, to path: String, _ visit: Visit) -> HTML {
        let say = visit.say
        let fields = form.names.filter { $0 != "token" }
        let unseen: Set<String> = [
            "password", "key", "version", "next", "resume", "resume_path", "back", "ready", "act", "matter", "agency",
            "code",
        ]
        let rows = fields.filter { !unseen.contains($0) && form.optional($0) != nil }.map { name -> HTML in
            "<tr><th scope=\"row\">\(FieldWords.name(of: name, say))</th><td>\(FieldWords.value(form.exact(name), of: name, say))</td></tr>"
        }
        let inputs = fields.filter { $0 != "password" }.map { name -> HTML in
            "<input type=\"hidden\" name=\"\(name)\" value=\"\(form.exact(name))\">"
        }
        let title = say("Hãy xác nhận lại", "Please confirm")
        return Layout(visit: visit, title: title).page(
            """
            <h1>\(title)</h1>
            <p class="notice warn" role="alert">\(say("Biểu mẫu này được lập trước khi bạn đăng nhập, hoặc không phải từ trang này. Chưa có gì được thực hiện. Hãy xem lại rồi gửi.", "This form was made before you signed in, or not on this site. Nothing has been done. Look it over, then send it."))</p>
            <section><table>\(rows)</table></section>
            <form method="post" action="\(OwnAddress.of(path))">\(visit.hidden)\(inputs)
            <button class="main">\(say("Gửi", "Send"))</button> <a href="/work">\(say("Bỏ, không gửi", "Do not send"))</a></form>
            """)
    }
}
