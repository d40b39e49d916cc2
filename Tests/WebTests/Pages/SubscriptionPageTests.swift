import Desk
import Foundation
import OneStop
import TestSupport
import Testing

/// Systems that are told of events, in the hands of the administrator.
@Suite(.timeLimit(.minutes(5))) struct SubscriptionPageTests {
    private static let system = ["agency": "H99.14", "label": "Cổng <b>", "url": "https://portal.example.vn/hooks"]

    /// Makes a subscription; the browser shows its page with the secret.
    private static func subscribe(_ admin: inout Browser, _ more: [String: String] = [:]) async throws {
        try await admin.open("/subscriptions")
        try await admin.submit("/subscriptions", system.merging(more) { $1 })
    }

    @Test func `a subscription's secret is shown once, and a second click makes no second one`() async throws {
        try await Site.with { site in
            var admin = try await Browser.signedIn("admin", at: site)
            try await admin.open("/subscriptions")
            let form = try admin.hidden(in: "/subscriptions").merging(Self.system) { $1 }
            try await admin.post("/subscriptions", form.merging(["url": "http://portal.example.vn/"]) { $1 })
            #expect(
                admin.status == 422 && admin.text.contains("id=\"url-wrong\"")
                    && admin.text.contains("chỉ được gửi qua https"))
            try await admin.post("/subscriptions", form.merging(["kind-taken_in": "1"]) { $1 })
            #expect(admin.status == 201 && admin.text.contains("whsec_"), "\(admin.text)")
            #expect(admin.text.contains("Cổng &lt;b&gt;"))
            try await admin.post("/subscriptions", form.merging(["kind-taken_in": "1"]) { $1 })
            #expect(admin.location == "/subscriptions/1")
            try await admin.follow()
            #expect(admin.status == 200 && !admin.text.contains("whsec_"))
            #expect(try await site.test.value("select kinds::text from webhook_subscription") == "{taken_in}")
            #expect(try await site.test.count("webhook_subscription") == 1)
        }
    }

    @Test func `it is changed, paused, given another secret, told again and removed`() async throws {
        try await Site.with { site in
            var admin = try await Browser.signedIn("admin", at: site)
            try await Self.subscribe(&admin)
            let page = "/subscriptions/1"
            try await admin.submit(
                "\(page)/change", ["label": "Cổng mới", "url": "https://a.vn/", "procedures": "9.990001.H99\nkhông-có"])
            #expect(
                admin.status == 422 && admin.text.contains("id=\"procedures-wrong\"") && admin.text.contains("không-có")
            )
            try await admin.submit(
                "\(page)/change",
                [
                    "label": "Cổng mới", "url": "https://a.vn/", "procedures": "9.990001.H99", "kind-signed": "1",
                    "kind-duty.at_risk": "1",
                ])
            #expect(admin.location == "\(page)?told=changed", "\(admin.text)")
            try await admin.follow()
            #expect(
                admin.text.contains("Đã lưu") && admin.text.contains("https://a.vn/")
                    && admin.text.contains("9.990001.H99"))
            #expect(
                try await site.test.value("select kinds::text from webhook_subscription") == "{signed,duty.at_risk}")

            try await admin.submit("\(page)/pause")
            try await admin.follow()
            #expect(admin.text.contains("tạm dừng từ") && admin.text.contains("name=\"resume\""))
            try await admin.submit("\(page)/pause")
            try await admin.follow()
            #expect(!admin.text.contains("tạm dừng từ"))

            try await admin.submit("\(page)/secrets")
            #expect(admin.text.contains("whsec_") && admin.text.contains("Khóa cũ còn dùng đến"), "\(admin.text)")
            try await admin.open(page)
            #expect(!admin.text.contains("whsec_") && admin.text.contains("Khóa cũ còn dùng đến"))

            // Nothing is sent from where nothing may leave.
            try await admin.submit("\(page)/tests")
            #expect(admin.status == 422 && admin.text.contains("không gửi tin ra ngoài"), "\(admin.text)")

            var desk = try await Browser.signedIn("desk", at: site)
            _ = try await PageLifeTests.takeIn(&desk)
            try await admin.open(page)
            try await admin.submit("\(page)/change", ["label": "Cổng mới", "url": "https://a.vn/"])
            try await admin.open(page)
            for (event, status) in [("evt", 422), ("evt_99_1", 404)] {
                try await admin.submit("\(page)/replays", ["from": event])
                #expect(admin.status == status && admin.text.contains("value=\"\(event)\""), "\(admin.text)")
            }
            let id = try #require(try await site.test.value("select min(id) from dossier"))
            try await admin.submit("\(page)/replays", ["from": "evt_\(id)_1"])
            #expect(admin.status == 200 && admin.text.contains("1 sự kiện sẽ được báo lại"), "\(admin.text)")
            #expect(admin.text.contains("evt_\(id)_1"))

            try await admin.submit("\(page)/removal")
            #expect(admin.location == "/subscriptions")
            try await admin.open(page)
            #expect(admin.status == 404)
        }
    }

    @Test func `who may read messages sees subscriptions and changes none; others see none`() async throws {
        try await Site.with { site in
            var admin = try await Browser.signedIn("admin", at: site)
            try await Self.subscribe(&admin)
            for (login, status) in [("supervisor", 200), ("officer", 403), ("desk", 403), ("foreigner", 404)] {
                var browser = try await Browser.signedIn(login, at: site)
                try await browser.open("/subscriptions/1")
                #expect(browser.status == status && !browser.text.contains("/secrets"), "\(login)")
                let token = try browser.hidden(in: "/sign-out")["token"] ?? ""
                let form = Self.system.merging([
                    "token": token, "key": String(repeating: "a", count: 64), "from": "evt_1_1",
                ]) { $1 }
                for step in ["change", "pause", "secrets", "tests", "replays", "removal"] {
                    try await browser.post("/subscriptions/1/\(step)", form)
                    #expect(browser.status == 403, "\(login) \(step)")
                }
                if login != "foreigner" {
                    try await browser.post("/subscriptions", form)
                    #expect(browser.status == 403, "\(login)")
                }
            }
            #expect(
                try await site.test.value(
                    "select removed_at is null and paused_at is null and former_secret is null from webhook_subscription"
                ) == "true")
        }
    }
}
