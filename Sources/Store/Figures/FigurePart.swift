package import OneStop
import PQ

/// A part of an agency's figures: the dossiers that one grant lets somebody count. Nil leaves a condition out.
package struct FigurePart: Sendable, Hashable {
    /// The units that work on it; with `receivers`, the desks that took it in.
    package var units: [UnitID]?
    /// Versions of procedures.
    package var procedures: [ProcedureID]?
    /// The officer it is assigned to.
    package var officer: UserID?
    /// The agencies that received it or helped the citizen: the desk's measure instead of the deciding unit's.
    package var receivers: [AgencyID]?

    package init(
        units: [UnitID]? = nil, procedures: [ProcedureID]? = nil, officer: UserID? = nil, receivers: [AgencyID]? = nil
    ) {
        self.units = units
        self.procedures = procedures
        self.officer = officer
        self.receivers = receivers
    }
}

extension ParameterWriter {
    /// Four arrays side by side, a place in each for a part. Sets of keys travel as the text of an array: PostgreSQL has
    /// no arrays of arrays of different lengths.
    mutating func parts(_ parts: [FigurePart]?) {
        guard let parts else {
            for _ in 0..<2 { texts(nil as [String]?) }
            int8s(nil as [Int64]?)
            return texts(nil as [String]?)
        }
        texts(parts.map { Self.literal($0.units?.map(\.rawValue)) })
        texts(parts.map { Self.literal($0.procedures?.map(\.rawValue)) })
        int8s(parts.map { $0.officer?.rawValue })
        texts(parts.map { Self.literal($0.receivers?.map(\.rawValue)) })
    }

    private static func literal(_ keys: [Int64]?) -> String? {
        keys.map { "{\($0.map(String.init).joined(separator: ","))}" }
    }
}
