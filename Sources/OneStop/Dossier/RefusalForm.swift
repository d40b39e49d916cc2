/// What form 03 says to an applicant whose application is not accepted.
package struct RefusalForm: Sendable, Hashable {
    /// The type of the form's own register: *phiếu từ chối*.
    package static let documentType = "PTC"

    /// What is wrong with this application.
    package var reason: String
    /// The provision it fails.
    package var ground: String
    /// What the applicant can do now.
    package var advice: String
    /// The number in the register of the agency that received it; nil for what was refused before forms were numbered.
    package var number: DocumentNumber?

    /// The contents of a form.
    package init(reason: String, ground: String, advice: String, number: DocumentNumber?) {
        self.reason = reason
        self.ground = ground
        self.advice = advice
        self.number = number
    }
}
