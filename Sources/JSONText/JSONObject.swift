/// The members of a JSON object, in the order of the text, each key once.
///
/// Two objects are equal when they have equal members, in whatever order.
package struct JSONObject: Sendable, Hashable {
    /// A key and its value.
    package struct Member: Sendable, Hashable {
        /// Unescaped.
        package let key: String
        /// What the key stands for.
        package let value: JSONValue
    }

    /// In the order of the text.
    package private(set) var members: [Member]

    /// Keeps the first of several pairs with the same key.
    package init(_ pairs: [(String, JSONValue)] = []) {
        members = []
        for (key, value) in pairs where index(of: key) == nil {
            members.append(Member(key: key, value: value))
        }
    }

    /// For the parser, which has refused a second key already.
    init(uniqueMembers: [Member]) {
        members = uniqueMembers
    }

    /// The number of members.
    package var count: Int { members.count }
    /// Whether there is no member.
    package var isEmpty: Bool { members.isEmpty }
    /// In the order of the text.
    package var keys: [String] { members.map(\.key) }

    /// The value of a key. Setting keeps the key's place, adds it at the end, or removes it with `nil`.
    package subscript(key: String) -> JSONValue? {
        get { index(of: key).map { members[$0].value } }
        set {
            switch (index(of: key), newValue) {
            case (let place?, let value?): members[place] = Member(key: key, value: value)
            case (let place?, nil): members.remove(at: place)
            case (nil, let value?): members.append(Member(key: key, value: value))
            case (nil, nil): break
            }
        }
    }

    /// Where a key stands. `hint` is looked at first: a reader that asks in the order of the text never searches.
    package func index(of key: String, hint: Int = 0) -> Int? {
        if hint < members.count, members[hint].key == key { return hint }
        return members.firstIndex { $0.key == key }
    }

    /// Whether both have the same members, in whatever order.
    package static func == (left: JSONObject, right: JSONObject) -> Bool {
        guard left.count == right.count else { return false }
        if left.members == right.members { return true }
        let others = Dictionary(right.members.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
        return left.members.allSatisfy { others[$0.key] == $0.value }
    }

    /// Does not depend on the order of the members.
    package func hash(into hasher: inout Hasher) {
        var combined = 0
        for member in members { combined ^= member.hashValue }
        hasher.combine(combined)
    }
}
