extension Deadline {
    /// A deadline as it was once laid down and stored: its days are kept, never computed again.
    package init(
        stored due: Instant, dueOn: LocalDate, byInstant: Bool, provisional: Bool, dayZero: LocalDate,
        atRiskFrom: LocalDate, apologyLatest: LocalDate
    ) {
        self.init(
            due: due, dueOn: dueOn, byInstant: byInstant, provisional: provisional, dayZero: dayZero,
            atRiskFrom: atRiskFrom, apologyLatest: apologyLatest)
    }
}
