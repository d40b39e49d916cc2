/// One thing in which two versions of an entry differ.
package struct EntryDifference: Sendable, Hashable {
    /// What became of it.
    package enum Kind: String, Sendable, Hashable, CaseIterable {
        case added, removed, changed
    }

    package var kind: Kind
    package var part: EntryPart
    /// Which one of a list: a component's number, a way, a document; nil for a part that is no list.
    package var item: String?
    /// Which field of it; nil for the whole.
    package var field: String?
    /// Nil for what was added.
    package var before: String?
    /// Nil for what was removed.
    package var after: String?
}

extension CatalogueEntry {
    /// In what another version differs from this one, in the order of the parts: what was removed and changed in the order
    /// of this one, then what was added in the order of the other.
    /// - Parameter publications: by which decision and for which days each of the two holds, where that is compared, too.
    package func differences(
        to other: CatalogueEntry, publications: (Publication, Publication)? = nil
    ) -> [EntryDifference] {
        let before = items + (publications?.0.items ?? [])
        let after = other.items + (publications?.1.items ?? [])
        return EntryPart.allCases.flatMap { part in
            Self.differences(
                in: part, from: before.filter { $0.part == part }, to: after.filter { $0.part == part })
        }
    }

    private static func differences(
        in part: EntryPart, from before: [EntryItem], to after: [EntryItem]
    ) -> [EntryDifference] {
        var found: [EntryDifference] = []
        var left = after
        for item in before {
            guard let place = left.firstIndex(where: { $0.key == item.key }) else {
                found.append(
                    EntryDifference(
                        kind: .removed, part: part, item: item.key, field: nil, before: item.text, after: nil))
                continue
            }
            let next = left.remove(at: place)
            for (old, new) in zip(item.fields, next.fields) where old.value != new.value {
                found.append(
                    EntryDifference(
                        kind: old.value == nil ? .added : new.value == nil ? .removed : .changed, part: part,
                        item: item.key, field: old.name, before: old.value, after: new.value))
            }
        }
        return found
            + left.map { item in
                EntryDifference(kind: .added, part: part, item: item.key, field: nil, before: nil, after: item.text)
            }
    }
}

/// A part of an entry that is no list, or one thing of a part that is one.
struct EntryItem {
    var part: EntryPart
    /// What names it in its list; nil for a part that is no list.
    var key: String?
    /// The same fields in the same order for all of a part.
    var fields: [(name: String?, value: String?)]

    /// All that stands in it, in a line; its key where nothing else does.
    var text: String {
        let facts = fields.compactMap { field in
            field.value.map { value in field.name.map { "\($0): \(value)" } ?? value }
        }
        return facts.isEmpty ? key ?? "" : facts.joined(separator: "; ")
    }
}

extension Publication {
    /// The decision and the days, as texts.
    fileprivate var items: [EntryItem] {
        var all: [EntryItem] = []
        if let decision {
            all.append(
                EntryItem(
                    part: .decision, key: nil, fields: [("number", decision.number), ("date", decision.date.iso)]))
        }
        if validFrom != nil || validTo != nil {
            all.append(
                EntryItem(
                    part: .validity, key: nil, fields: [("validFrom", validFrom?.iso), ("validTo", validTo?.iso)]))
        }
        return all
    }
}

extension CatalogueEntry {
    /// Everything that the entry says, as texts by part, item and field.
    var items: [EntryItem] {
        func item(_ part: EntryPart, _ value: String?) -> [EntryItem] {
            value.map { [EntryItem(part: part, key: nil, fields: [(nil, $0)])] } ?? []
        }
        func list<Element>(_ part: EntryPart, _ elements: [Element]?, _ make: (Element) -> EntryItem) -> [EntryItem] {
            // That there is none is known, which it is not where the part is left out.
            elements?.isEmpty == true ? item(part, "none") : (elements ?? []).map(make)
        }
        var all = item(.name, name) + item(.sequence, sequence)
        all += list(.filing, filing) { way in
            EntryItem(part: .filing, key: way.channel.name, fields: [("limit", way.limit?.text), ("note", way.note)])
        }
        all += list(.components, components, \.item)
        all += item(.sets, sets.map(String.init))
        all.append(
            EntryItem(
                part: .limit, key: nil,
                fields: [
                    ("statutory", statutory?.text), ("committed", (committed ?? statutory)?.text),
                    ("dayZero", dayZero.rawValue), ("restarts", String(restarts)),
                ]))
        all += item(.subjects, subjects) + item(.decidedBy, decidedBy) + item(.result, result)
        all += list(.fees, fees, \.item)
        all += list(.forms, forms) { EntryItem(part: .forms, key: $0, fields: []) }
        all += item(.requirements, requirements)
        all += list(.legalBasis, legalBasis) { basis in
            EntryItem(
                part: .legalBasis, key: basis.number, fields: [("title", basis.title), ("date", basis.date?.iso)])
        }
        all += item(.onlineService, onlineService?.rawValue)
        all += list(.steps, steps, \.item)
        if let source {
            all.append(
                EntryItem(
                    part: .source, key: nil,
                    fields: [
                        ("certainty", source.certainty.rawValue), ("asOf", source.asOf.iso),
                        ("reference", source.reference), ("note", source.note),
                    ]))
        }
        return all
    }
}

extension CatalogueEntry.Component {
    fileprivate var item: EntryItem {
        EntryItem(
            part: .components, key: String(number),
            fields: [
                ("name", name), ("mandatory", String(mandatory)), ("originals", String(originals)),
                ("copies", String(copies)), ("electronic", String(electronic)), ("reusable", String(reusable)),
            ])
    }
}

extension CatalogueEntry.Fee {
    fileprivate var item: EntryItem {
        EntryItem(
            part: .fees, key: String(number),
            fields: [
                ("name", name), ("amount", amount.map { String($0) }), ("moment", moment?.rawValue),
                ("freeGround", freeGround), ("way", way?.name),
            ])
    }
}

extension CatalogueEntry.Step {
    fileprivate var item: EntryItem {
        EntryItem(
            part: .steps, key: String(number),
            fields: [
                ("name", name), ("role", role), ("unit", unit), ("limit", limit.text),
                ("onlineLimit", onlineLimit?.text), ("legs", legs.text),
            ])
    }
}
