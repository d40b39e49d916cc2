package import OneStop

/// A line of the control slip.
package struct StayRow: Sendable, Hashable {
    package var number: Int
    package var step: Int
    package var name: String
    package var unitCode: String?
    package var officerLogin: String?
    package var giverLogin: String?
    package var receiverLogin: String?
    package var plannedAt: Instant?
    package var arrivedAt: Instant
    package var limitUntil: Instant?
    package var leftAt: Instant?

    /// All fields, as read.
    package init(
        number: Int, step: Int, name: String, unitCode: String?, officerLogin: String?, giverLogin: String?,
        receiverLogin: String?, plannedAt: Instant?, arrivedAt: Instant, limitUntil: Instant?, leftAt: Instant?
    ) {
        self.number = number
        self.step = step
        self.name = name
        self.unitCode = unitCode
        self.officerLogin = officerLogin
        self.giverLogin = giverLogin
        self.receiverLogin = receiverLogin
        self.plannedAt = plannedAt
        self.arrivedAt = arrivedAt
        self.limitUntil = limitUntil
        self.leftAt = leftAt
    }
}
