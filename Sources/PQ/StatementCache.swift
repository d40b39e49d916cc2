/// The plans that one server session keeps for us: which statements it knows, and by what name.
///
/// A name is entered when the server has confirmed it, since a statement prepared in an aborted pipeline does not exist, and
/// leaves least recently used first. Names come from a counter and are never used twice.
struct StatementCache: Sendable {
    static let defaultCapacity = 200

    private struct Entry {
        let name: String
        var lastUse: Int
    }

    enum Lookup: Hashable, Sendable {
        /// The server has it, or will have it before the next thing sent is run.
        case known(String)
        /// To be prepared under this name.
        case new(String)
    }

    private var entries: [StatementText: Entry] = [:]
    private var underway: [StatementText: String] = [:]
    private var fresh: Set<StatementText> = []
    private var counter = 0
    private let capacity: Int
    /// Names that the server still has and we no longer use.
    private(set) var retired: [String] = []

    init(capacity: Int = defaultCapacity) {
        self.capacity = capacity
    }

    var count: Int { entries.count }

    mutating func lookup(_ text: StatementText) -> Lookup {
        counter += 1
        if let name = use(text) { return .known(name) }
        if let name = underway[text] { return .known(name) }
        let name = "s\(counter)"
        underway[text] = name
        return .new(name)
    }

    /// The server has confirmed the plan.
    mutating func register(_ text: StatementText) {
        guard let name = underway.removeValue(forKey: text) else { return }
        entries[text] = Entry(name: name, lastUse: counter)
        fresh.insert(text)
        if entries.count > capacity, let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) {
            remove(oldest.key, serverHasIt: true)
        }
    }

    /// Takes a statement out, to be prepared anew at its next use.
    mutating func remove(_ text: StatementText, serverHasIt: Bool) {
        guard let entry = entries.removeValue(forKey: text) else { return }
        if serverHasIt { retired.append(entry.name) }
    }

    func contains(_ text: StatementText) -> Bool { entries[text] != nil }

    /// Whether the plan is from before the request under way, so that the schema may have changed since.
    func isFromBefore(_ text: StatementText) -> Bool { entries[text] != nil && !fresh.contains(text) }

    mutating func forgetRetired(_ name: String) {
        retired.removeAll { $0 == name }
    }

    /// The request is over: what was not confirmed does not exist.
    mutating func endRequest() {
        if !underway.isEmpty { underway.removeAll() }
        if !fresh.isEmpty { fresh.removeAll() }
    }

    private mutating func use(_ text: StatementText) -> String? {
        guard let index = entries.index(forKey: text) else { return nil }
        entries.values[index].lastUse = counter
        return entries.values[index].name
    }
}
