/// Which day is day zero, the day that is not counted (Civil Code 2015 art. 147; C2).
package enum DayZeroRule: String, Sendable, Hashable, CaseIterable {
    /// The date of acceptance if it is a working day and the instant is not after its last closing (the closing
    /// instant included); otherwise the next working day. The default.
    case working
    /// The date of the instant, day off or not.
    case received
}
