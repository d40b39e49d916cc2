import Desk
import Hummingbird
import JSONText
import OneStop

extension API {
    /// What comes in at the desk after the filing: the acceptance and the documents that were asked for.
    func addSupplements(to dossier: RouterGroup<DeskContext>) {
        command("acceptances", in: dossier) { (fields) throws(FieldError) in
            .accept(papers: try fields.papers())
        }
        command("supplement-requests", in: dossier) { (fields) throws(FieldError) in
            var items: [SupplementRequest.Item] = []
            for var item in try fields.objects("items", maxCount: 100) {
                items.append(
                    SupplementRequest.Item(
                        component: try item.optionalInteger("component", in: CatalogueEntry.Component.numbers),
                        text: try item.words("text")))
                try item.finish()
            }
            return .askSupplement(
                SupplementRequest(
                    items: items, reason: try fields.words("reason"), answerBy: try fields.optionalDay("answerBy")))
        }
        command("second-supplement-approvals", in: dossier) { (fields) throws(FieldError) in
            .ready(.approveSecondSupplement(ground: try fields.words("ground")))
        }
        command("supplements", in: dossier) { (fields) throws(FieldError) in
            .recordSupplement(complete: try fields.bool("complete"), papers: try fields.papers())
        }
        command("contacts", in: dossier) { (fields) throws(FieldError) in
            .ready(.recordContact(try fields.choice("kind", of: ContactKind.self)))
        }
    }

    /// Ways in which a dossier ends without a result, and the correction of one that has a result.
    func addEnds(to dossier: RouterGroup<DeskContext>) {
        command("refusal", in: dossier) { (fields) throws(FieldError) in
            .refuse(
                reason: try fields.words("reason"), ground: try fields.words("ground"),
                advice: try fields.words("advice"))
        }
        command("withdrawal", in: dossier) { _ in .ready(.withdraw) }
        command("stop-proposals", in: dossier) { (fields) throws(FieldError) in
            .ready(.proposeStop(ground: try fields.words("ground")))
        }
        command("stops", in: dossier) { (fields) throws(FieldError) in
            .stop(notice: try fields.optionalString("notice", minLength: 1, maxLength: 2_000))
        }
        command("corrections", in: dossier) { (fields) throws(FieldError) in
            .ready(.correct(reason: try fields.words("reason")))
        }
    }
}
