/// The official schedules of days off for state employees, 2022–2026 (weekdays only; weekends are off as well).
/// Compared with the python package `holidays` 0.108, which lacks only the swap of 2 and 10 January 2026.
enum VietNamSchedule {
    struct Block {
        let reason: String
        let decision: String
        let days: [String]

        init(_ reason: String, _ days: [String], by decision: String = "Bộ luật Lao động 2019, điều 112") {
            self.reason = reason
            self.days = days
            self.decision = decision
        }
    }

    struct Swap {
        let off: String
        let worked: String
        let decision: String
    }

    private static let compensated = "Bộ luật Lao động 2019, điều 111"
    private static let culture = "Nghị quyết 28/2026/QH16"

    private static func plan(_ year: Int) -> String { "Lịch nghỉ lễ, tết năm \(year)" }
    private static func swapPlan(_ year: Int) -> String { "Hoán đổi ngày làm việc năm \(year)" }

    static let daysOff: [Block] = [
        Block("Nghỉ bù Tết Dương lịch", ["2022-01-03"], by: compensated),
        Block(
            "Tết Nguyên đán", ["2022-01-31", "2022-02-01", "2022-02-02", "2022-02-03", "2022-02-04"], by: plan(2022)),
        Block("Nghỉ bù Giỗ Tổ Hùng Vương", ["2022-04-11"], by: compensated),
        Block("Nghỉ bù 30/4 và 1/5", ["2022-05-02", "2022-05-03"], by: compensated),
        Block("Quốc khánh", ["2022-09-01", "2022-09-02"], by: plan(2022)),

        Block("Nghỉ bù Tết Dương lịch", ["2023-01-02"], by: compensated),
        Block(
            "Tết Nguyên đán", ["2023-01-20", "2023-01-23", "2023-01-24", "2023-01-25", "2023-01-26"], by: plan(2023)),
        Block("Ngày Quốc tế lao động 1/5", ["2023-05-01"]),
        Block("Nghỉ bù Giỗ Tổ Hùng Vương và 30/4", ["2023-05-02", "2023-05-03"], by: compensated),
        Block("Quốc khánh", ["2023-09-01"], by: plan(2023)),
        Block("Nghỉ bù Quốc khánh", ["2023-09-04"], by: compensated),

        Block("Tết Dương lịch", ["2024-01-01"]),
        Block(
            "Tết Nguyên đán", ["2024-02-08", "2024-02-09", "2024-02-12", "2024-02-13", "2024-02-14"], by: plan(2024)),
        Block("Giỗ Tổ Hùng Vương", ["2024-04-18"]),
        Block("Nghỉ hoán đổi với ngày 4/5/2024", ["2024-04-29"], by: swapPlan(2024)),
        Block("Ngày Chiến thắng 30/4 và Quốc tế lao động 1/5", ["2024-04-30", "2024-05-01"]),
        Block("Quốc khánh", ["2024-09-02", "2024-09-03"], by: plan(2024)),

        Block("Tết Dương lịch", ["2025-01-01"]),
        Block(
            "Tết Nguyên đán", ["2025-01-27", "2025-01-28", "2025-01-29", "2025-01-30", "2025-01-31"], by: plan(2025)),
        Block("Giỗ Tổ Hùng Vương", ["2025-04-07"]),
        Block("Ngày Chiến thắng 30/4 và Quốc tế lao động 1/5", ["2025-04-30", "2025-05-01"]),
        Block("Nghỉ hoán đổi với ngày 26/4/2025", ["2025-05-02"], by: swapPlan(2025)),
        Block("Quốc khánh", ["2025-09-01", "2025-09-02"], by: plan(2025)),

        Block("Tết Dương lịch", ["2026-01-01"]),
        Block("Nghỉ hoán đổi với ngày 10/1/2026", ["2026-01-02"], by: swapPlan(2026)),
        Block(
            "Tết Nguyên đán", ["2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20"], by: plan(2026)),
        Block("Nghỉ bù Giỗ Tổ Hùng Vương", ["2026-04-27"], by: compensated),
        Block("Ngày Chiến thắng 30/4 và Quốc tế lao động 1/5", ["2026-04-30", "2026-05-01"]),
        Block("Nghỉ hoán đổi với ngày 22/8/2026", ["2026-08-31"], by: swapPlan(2026)),
        Block("Quốc khánh", ["2026-09-01", "2026-09-02"], by: plan(2026)),
        Block("Ngày Văn hóa Việt Nam 24/11", ["2026-11-24"], by: culture),
    ]

    static let swaps: [Swap] = [
        Swap(off: "2024-04-29", worked: "2024-05-04", decision: swapPlan(2024)),
        Swap(off: "2025-05-02", worked: "2025-04-26", decision: swapPlan(2025)),
        Swap(off: "2026-01-02", worked: "2026-01-10", decision: swapPlan(2026)),
        Swap(off: "2026-08-31", worked: "2026-08-22", decision: swapPlan(2026)),
    ]
}
