/// What other systems can be told of, by name: every kind of event, and notices of duties.
package enum ToldKind {
    /// Every name there is.
    package static let all = Set(EventKind.allCases.map(\.rawValue) + DutyKind.allCases.map(\.toldKind))
}

extension DutyKind {
    /// The name under which other systems are told of a notice of it: `duty.at_risk`.
    package var toldKind: String { "duty.\(rawValue)" }
}
