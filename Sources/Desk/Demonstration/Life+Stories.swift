import OneStop
import Records

extension Life {
    /// Tells the story from its beginning to now.
    mutating func tell() {
        switch story {
        case .filed, .receiptLate, .acceptedLate, .refusedOnline, .refusedAtDesk, .askedBeforeAcceptance,
            .answeredBeforeAcceptance, .atTheDesk, .withdrawnBeforeAcceptance:
            tellOfTheDesk()
        case .supplementOpen, .supplementAnswered, .secondSupplement, .paymentOpen, .paymentConfirmed, .withdrawn,
            .stopped, .stoppedForNoAnswer:
            tellOfWaiting()
        case .lateWithLetter, .lateWithLateLetter, .lateWithoutLetter, .overdue, .overdueWithLetter, .atRisk,
            .letterDueToday, .dueToday:
            tellOfTheDate()
        case .inWork, .sentBack, .otherOfficer, .uncollected, .finished, .returned, .returnedEarly, .corrected:
            tellOfWork()
        }
    }

    /// What happens before a unit has the dossier.
    private mutating func tellOfTheDesk() {
        let now = stage.nowMinute
        switch story {
        case .filed:
            file(at: now - random.among(5...400))
        case .receiptLate:
            file(at: now - random.among(560...1_800))
        case .acceptedLate:
            guard let opening = closed(from: 1_500, notBefore: 1_300) else { return }
            file(opening.version, at: opening.minute - random.among(620...1_200))
            take(.accept, by: desk, at: opening.minute)
            work(within: 0.8, until: .returned)
        case .refusedOnline:
            file(at: random.among(100...max(101, now - 500)))
            let at = minute + random.among(60...400)
            let form = form(
                "Hồ sơ không thuộc thẩm quyền giải quyết của Sở",
                ground: "Phân cấp thẩm quyền tại quyết định công bố thủ tục",
                advice: "Nộp hồ sơ tại Bộ phận Một cửa của cơ quan có thẩm quyền", at: at)
            take(.refuse(form), by: desk, at: at)
        case .refusedAtDesk:
            guard let opening = stage.opening(&random, where: { _ in true }) else { return }
            let form = form(
                "Chưa đủ điều kiện theo quy định của thủ tục", ground: "Điều kiện nêu tại quyết định công bố thủ tục",
                advice: "Nộp lại khi đáp ứng đủ điều kiện", at: opening.minute)
            begin(opening.version, at: opening.minute, through: .direct) { .refuseAtDesk($0, form) }
        case .askedBeforeAcceptance, .answeredBeforeAcceptance:
            let isAnswered = story == .answeredBeforeAcceptance
            guard let opening = isAnswered ? closed(from: 2_000, notBefore: 2_500) : nil else {
                file(at: now - random.among(500...3_000))
                askBeforeAcceptance()
                return
            }
            file(opening.version, at: opening.minute - random.among(900...2_400))
            askBeforeAcceptance()
            take(.recordSupplement(complete: true), by: desk, at: opening.minute)
            work(within: 0.7, until: .returned)
        case .withdrawnBeforeAcceptance:
            file(at: random.among(100...max(101, now - 500)))
            take(.withdraw, by: desk, at: minute + random.among(40...300))
        default:
            guard let opening = stage.opening(&random, where: { $0.minute > now - 260 && $0.minute < now - 3 }) else {
                return
            }
            arrive(opening, through: .direct)
        }
    }

    private mutating func askBeforeAcceptance() {
        let request = SupplementRequest(
            items: [.init(component: nil, text: "Bản chụp tài liệu rõ nét hơn")],
            reason: "Tài liệu tải lên không đọc được", answerBy: nil)
        take(.askSupplement(request), by: desk, at: minute + random.among(40...200))
    }

    /// What waits for the applicant, or ends with it.
    private mutating func tellOfWaiting() {
        switch story {
        case .supplementOpen, .paymentOpen:
            guard let opening = open(atLeast: 900) else { return }
            arrive(opening)
            toOfficer()
            if story == .supplementOpen { askSupplement(after: 60...400) } else { demandPayment() }
        case .supplementAnswered, .paymentConfirmed:
            guard let opening = closed(from: 5_500) else { return }
            arrive(opening)
            toOfficer()
            if story == .supplementAnswered {
                askSupplement(after: 60...300)
                if random.chance(20) { take(.recordSupplement(complete: false), by: desk, at: minute + 300) }
                take(.recordSupplement(complete: true), by: desk, at: minute + random.among(500...3_000))
            } else {
                demandPayment()
                payDemand(after: 200...2_000)
            }
            work(within: 0.85, until: .returned)
        case .secondSupplement:
            guard let opening = closed(from: 7_500) else { return }
            arrive(opening)
            toOfficer()
            askSupplement(after: 60...200)
            take(.recordSupplement(complete: true), by: desk, at: minute + random.among(400...1_500))
            take(
                .approveSecondSupplement(ground: "Quy chuẩn mới có hiệu lực trong thời gian thẩm định"), by: leader,
                at: minute + random.among(60...120))
            askSupplement(after: 20...60)
            if random.chance(60) {
                take(.recordSupplement(complete: true), by: desk, at: minute + random.among(400...1_500))
                work(within: 0.8, until: .returned)
            }
        case .withdrawn:
            guard let opening = open(atLeast: 900) else { return }
            arrive(opening)
            toOfficer()
            take(.recordContact(.call), by: desk, at: minute + 30)
            take(.withdraw, by: desk, at: minute + random.among(30...200))
        case .stopped:
            guard let opening = closed(from: 3_000) else { return }
            arrive(opening)
            toOfficer()
            take(
                .proposeStop(ground: "Kết quả kiểm tra thực tế không đáp ứng điều kiện"), by: division.head,
                at: minute + random.among(200...600))
            take(.approveStop(notice: nil), by: leader, at: minute + random.among(60...300))
        default:
            guard let opening = closed(from: 6_500) else { return }
            arrive(opening)
            toOfficer()
            let last = stage.timeline.day(of: minute + 480 * 5)
            askSupplement(after: 60...200, answerBy: last)
            take(
                .stopForNoAnswer(notice: "Thông báo dừng giải quyết do quá thời hạn bổ sung"), by: leader,
                at: stage.timeline.opening(of: last.adding(days: 1)) + random.among(30...300))
        }
    }

    /// What is about the date: late, at risk, with and without its letter.
    private mutating func tellOfTheDate() {
        let workday = stage.workday
        switch story {
        case .lateWithLetter, .lateWithLateLetter, .lateWithoutLetter:
            let share = 1.15 + Double(random.among(0...25)) / 100
            guard let opening = closed(from: 3_500, share: share, atLeast: 1_400) else { return }
            arrive(opening)
            work(within: share, until: .returned)
        case .overdue, .overdueWithLetter:
            let now = stage.nowMinute
            let fits = { (opening: Stage.Opening) in
                opening.due.map { $0 < now - 100 && $0 > now - 4_000 && $0 - opening.minute >= 900 } ?? false
            }
            guard let opening = stage.opening(&random, where: fits) else { return }
            arrive(opening)
            work(within: 3, until: .returned)
        case .atRisk:
            guard let opening = opening(due: { $0.atRiskFrom <= workday && workday < $0.apologyLatest }) else { return }
            arrive(opening)
            toOfficer()
        case .letterDueToday:
            guard let opening = opening(due: { $0.apologyLatest == workday }) else { return }
            arrive(opening)
            toOfficer()
        default:
            guard let opening = opening(due: { $0.dueOn == workday && $0.apologyLatest < workday }) else { return }
            arrive(opening)
            if random.chance(50) { work(within: 3, until: .returned) } else { toOfficer() }
        }
    }

    /// What goes its way.
    private mutating func tellOfWork() {
        let now = stage.nowMinute
        switch story {
        case .inWork:
            guard let opening = open(atLeast: random.among(30...2_000)) else { return }
            arrive(opening)
            work(within: 0.95, until: .returned)
        case .uncollected:
            guard let opening = closed(from: 5_500) else { return }
            arrive(opening)
            work(within: 0.8, until: .finished)
        case .finished:
            let fits = { (opening: Stage.Opening) in
                opening.due.map { $0 - opening.minute >= 400 && abs(now - $0) < 900 && opening.minute < now - 500 }
                    ?? true
            }
            guard let opening = stage.opening(&random, where: fits) else { return }
            arrive(opening)
            work(within: 0.6, until: .finished)
        case .sentBack, .otherOfficer:
            guard let opening = closed(from: 3_000, atLeast: 900) else { return }
            arrive(opening)
            toOfficer()
            if story == .otherOfficer {
                changeHands()
            } else {
                consult()
            }
            work(within: 0.85, until: .returned)
        default:
            let share = story == .returnedEarly ? 0.3 + Double(random.among(0...15)) / 100 : 0.97
            guard let opening = closed(from: 1_500, share: share) else { return }
            arrive(opening)
            if random.chance(10) { take(.recordContact(.call), by: desk, at: minute + 2) }
            if random.chance(5) { take(.amend([.phone]), by: desk, at: minute + 1) }
            work(within: share, until: .returned)
            if story == .corrected {
                take(
                    .correct(reason: "Sai sót kỹ thuật khi in kết quả"), by: leader, at: minute + random.among(60...600)
                )
            }
        }
    }
}
