/// What somebody is in an agency. One person may have several roles in several units.
package enum Role: String, Sendable, Hashable, CaseIterable {
    /// Takes applications in at the one-stop desk and hands results out.
    case intake
    /// Works on dossiers in a unit.
    case officer
    /// Leads a unit.
    case head
    /// Signs for the agency.
    case leader
    /// Numbers, seals and issues documents.
    case clerk
    /// Watches over limits and calendar.
    case supervisor
    /// Prepares reports for the agency.
    case coordinator
    /// Runs the system; touches no dossier.
    case admin
    /// Reads everything and changes nothing.
    case auditor

    /// The name on screen.
    package var vietnamese: String {
        switch self {
        case .intake: "Công chức tiếp nhận"
        case .officer: "Chuyên viên xử lý"
        case .head: "Trưởng phòng"
        case .leader: "Lãnh đạo cơ quan"
        case .clerk: "Văn thư"
        case .supervisor: "Người giám sát"
        case .coordinator: "Đầu mối tổng hợp"
        case .admin: "Quản trị hệ thống"
        case .auditor: "Kiểm tra viên"
        }
    }
}
