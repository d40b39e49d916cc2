/// Why a change of people, rights, tokens or units is refused, in the words of both languages.
enum AdministrationRefusal {
    case beyondReach
    case oneself
    case ownRights
    case lastAdministrator(agency: String)
    case loginTaken(String)
    case rightThere
    case rightNotThere
    case unknownUnit(field: String, String, agency: String)
    case unknownProcedure(String)
    case agencyEnded(String, successor: String)
    case disabled(String)
    case enabled
    case notSigningIn(String)
    case portalAlone
    case noScope

    private var kind: DeskError.Kind {
        switch self {
        case .beyondReach, .ownRights: .noRight
        case .loginTaken, .unknownUnit, .unknownProcedure, .portalAlone, .noScope: .invalid
        case .oneself, .lastAdministrator, .rightThere, .rightNotThere, .agencyEnded, .disabled, .enabled,
            .notSigningIn:
            .refused
        }
    }

    private var rule: String {
        switch self {
        case .beyondReach: "C7.beyond_reach"
        case .oneself: "users.oneself"
        case .ownRights: "users.own_rights"
        case .lastAdministrator: "users.last_administrator"
        case .loginTaken: "users.login_taken"
        case .rightThere: "users.right_there"
        case .rightNotThere: "users.right_not_there"
        case .unknownUnit: "office.unknown_unit"
        case .unknownProcedure: "office.unknown_procedure"
        case .agencyEnded: "R10.1.agency_ended"
        case .disabled: "users.disabled"
        case .enabled: "users.enabled"
        case .notSigningIn: "users.no_sign_in"
        case .portalAlone: "tokens.portal_alone"
        case .noScope: "tokens.no_scope"
        }
    }

    private var field: String? {
        switch self {
        case .loginTaken: "login"
        case .unknownUnit(let field, _, _): field
        case .unknownProcedure: "procedure"
        case .portalAlone, .noScope: "scopes"
        case .beyondReach, .oneself, .ownRights, .lastAdministrator, .rightThere, .rightNotThere, .agencyEnded,
            .disabled, .enabled, .notSigningIn:
            nil
        }
    }

    private var words: (english: String, vietnamese: String) {
        switch self {
        case .beyondReach:
            (
                "This person has rights in agencies that you do not administer, or you are giving one there. Ask who administers them.",
                "Người này có quyền ở cơ quan mà bạn không quản trị, hoặc bạn đang giao quyền ở đó. Hãy nhờ người quản trị cơ quan ấy."
            )
        case .oneself:
            (
                "Nobody disables their own account. Ask another administrator.",
                "Không ai tự khóa tài khoản của mình. Hãy nhờ người quản trị khác."
            )
        case .ownRights:
            (
                "Nobody gives rights to themselves. Ask another administrator, or use the command line on the server.",
                "Không ai tự giao quyền cho mình. Hãy nhờ người quản trị khác, hoặc dùng dòng lệnh trên máy chủ."
            )
        case .lastAdministrator(let agency):
            (
                "Nobody else administers \(agency). Give somebody else that role first.",
                "Không còn ai khác quản trị \(agency). Hãy giao vai trò ấy cho người khác trước."
            )
        case .loginTaken(let login):
            (
                "The sign-in name \(login) is somebody's already. Choose another.",
                "Tên đăng nhập \(login) đã có người dùng. Hãy chọn tên khác."
            )
        case .rightThere:
            (
                "The person has this right already. Nothing was changed.",
                "Người này đã có quyền ấy. Chưa có gì thay đổi."
            )
        case .rightNotThere:
            (
                "The person does not have this right. Read it again.",
                "Người này không có quyền ấy. Hãy tải lại trang."
            )
        case .unknownUnit(_, let unit, let agency):
            (
                "Agency \(agency) has no unit \"\(unit)\" that people can be given to. Choose one of its units.",
                "Cơ quan \(agency) không có đơn vị \"\(unit)\" đang hoạt động. Hãy chọn một đơn vị của cơ quan."
            )
        case .unknownProcedure(let procedure):
            (
                "There is no procedure \"\(procedure)\". Write its code as the catalogue has it, or leave it out.",
                "Không có thủ tục \"\(procedure)\". Hãy ghi mã như trong danh mục, hoặc bỏ trống."
            )
        case .agencyEnded(let agency, let successor):
            (
                "Agency \(agency) went into \(successor). Do it there.",
                "Cơ quan \(agency) đã sáp nhập vào \(successor). Hãy làm việc này ở đó."
            )
        case .disabled(let login):
            (
                "The account \(login) is disabled. Let it be used again first.",
                "Tài khoản \(login) đang bị khóa. Hãy mở khóa trước."
            )
        case .enabled:
            ("The account is in use. There is nothing to enable.", "Tài khoản đang dùng, không có gì để mở khóa.")
        case .notSigningIn(let login):
            (
                "\(login) is known from an import only. Save the name and unit first: from then on the person signs in.",
                "\(login) chỉ có trong dữ liệu nhập. Hãy lưu họ tên và đơn vị trước, từ đó người này được đăng nhập."
            )
        case .portalAlone:
            (
                "The portal's scope stands alone: a portal files for applicants and does nothing else.",
                "Phạm vi của cổng dịch vụ đứng riêng: cổng chỉ nộp hồ sơ thay người dân."
            )
        case .noScope: ("A token has at least one scope. Choose what it may do.", "Hãy chọn ít nhất một phạm vi.")
        }
    }

    var error: DeskError {
        var error = DeskError(kind, rule: rule, field: field, words.english)
        error.vietnamese = words.vietnamese
        return error
    }
}
