/// Cases whose columns have been staged lately: rows of one case mostly stand near each other, and its columns are then
/// read and sent once. A fixed number of places, so that a log of any length takes the same memory.
struct RecentCases {
    private struct Place {
        var reference: [UInt8] = []
        var fingerprint: Int64?
    }

    private static let places = 1_024
    private var places = [Place](repeating: Place(), count: Self.places)

    /// Whether the case was staged with columns of this fingerprint, and not pushed out since.
    func contains(_ reference: UnsafeBufferPointer<UInt8>, _ fingerprint: Int64) -> Bool {
        let place = index(of: reference)
        return places[place].fingerprint == fingerprint && reference.elementsEqual(places[place].reference)
    }

    /// Keeps a case in place of another one.
    mutating func insert(_ reference: UnsafeBufferPointer<UInt8>, _ fingerprint: Int64) {
        let place = index(of: reference)
        places[place].fingerprint = fingerprint
        places[place].reference.removeAll(keepingCapacity: true)
        places[place].reference.append(contentsOf: reference)
    }

    private func index(of reference: UnsafeBufferPointer<UInt8>) -> Int {
        var fingerprint = Fingerprint()
        fingerprint.add(reference)
        return Int(fingerprint.value % UInt64(Self.places))
    }
}
