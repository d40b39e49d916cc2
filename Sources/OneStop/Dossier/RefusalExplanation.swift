extension Refusal {
    /// One sentence in English: what is refused, by which rule, and what to do instead.
    package var explanation: String {
        switch self {
        case .noDossier(let command):
            "There is no dossier for “\(command.words)”; take the application in first."
        case .dossierExists(let command):
            "The dossier exists already, so “\(command.words)” is refused; a new application gets a new dossier and code."
        case .transition(let command, let from):
            "A dossier that is \(from.english) does not allow “\(command.words)”; look up its commands first."
        case .final(let command, let status):
            "The dossier is \(status.english), which is final, so “\(command.words)” is refused; a new application "
                + "gets a new code."
        case .channel(let command, let channel):
            "The channel \(channel) does not fit “\(command.words)”: a portal files online, the desk takes in what "
                + "comes to the counter or by post; choose the matching channel."
        case .resultSigned(let command):
            "The result is signed, and from then on “\(command.words)” is refused; finish and return it, and correct it "
                + "afterwards if it is wrong."
        case .alreadySubmitted(let command):
            "The result lies before the leader, so “\(command.words)” is refused; send the dossier back first."
        case .notSubmitted:
            "The unit has not submitted the result, so it cannot be signed; submit it first."
        case .notSigned:
            "The result is not signed, and numbers are issued at signing only; have it signed first."
        case .notNumbered:
            "The result has no number, and only a numbered result can be finished; issue the number first."
        case .alreadyNumbered(let number):
            "The result has the number \(number.text) of \(number.year), and a document has one number; go on to "
                + "finish it."
        case .numberYear(let expected, let given):
            "A number belongs to the year it is issued in, \(expected), not \(given); take the next one of \(expected)."
        case .personalSignatureMissing:
            "A result needs the signer's own signature, which is missing; sign it personally."
        case .agencySignatureMissing:
            "A result needs the agency's signature besides the signer's, which is missing; add it."
        case .stopNotProposed:
            "A leader stops a dossier only on a proposal with a ground, and there is none; have the head of "
                + "division propose it."
        case .stopAlreadyProposed:
            "Stopping is proposed already and waits for a leader; wait for the approval or go on with the dossier."
        case .noWindow:
            "The request named no last day for the answer, so nothing can have passed; wait for the answer or the "
                + "applicant's withdrawal."
        case .windowOpen(let last):
            "The applicant has until \(last.iso) to answer, and a dossier is stopped only after that; wait until then."
        case .windowInThePast(let last):
            "The last day for the answer, \(last.iso), has passed already; name today or a later day."
        case .stepNeedsRole(let step, let role):
            "Step \(step) of the internal process is for the role \(role.rawValue); have somebody with it complete it."
        case .stepsRemain(let current, let last):
            "The unit is at step \(current) of \(last), and a result is submitted from the last one; complete the "
                + "steps before it."
        case .noStepLeft:
            "All steps of the unit are completed; submit the result."
        case .placeUnknown:
            "The dossier came from another system, which does not say at which step it is, so none can be completed; "
                + "submit the result when it is ready."
        case .notAnEarlierStep(let given, let current):
            "A dossier at step \(current) goes back to an earlier step of the unit only, which \(given) is not; "
                + "name an earlier one."
        case .alreadyAssigned:
            "The dossier is assigned already; reassign it instead."
        case .notAssigned:
            "Nobody has the dossier yet; assign it instead."
        case .sameOfficer:
            "The dossier is with this officer already; there is nothing to do."
        case .signsForAnother:
            "You sign in the place of an absent leader, and “head” is for the head in person; sign with the capacity of the "
                + "formula, such as deputy (KT.)."
        case .opinionOfOwnUnit:
            "The dossier is in this very unit, and an opinion is asked of another; name a different unit."
        case .opinionPending:
            "The unit is asked already and has not answered; remind it, or withdraw that question first."
        case .noOpinion(let number):
            "The dossier has no question with the number \(number); read its opinions for the numbers."
        case .opinionClosed:
            "The question is answered, withdrawn or not waited for any more; read the dossier's opinions, and ask anew if "
                + "one is needed."
        case .opinionReminded:
            "The unit was asked or reminded today, and once on a day is enough; remind it again tomorrow."
        case .opinionNotOverdue(let until):
            "The unit has until \(until.iso) to answer; wait for it, or withdraw the question."
        case .opinionAwaited(let number):
            "Question \(number) is not answered and its limit still runs, so the result is not submitted yet; wait for the "
                + "answer, or withdraw the question."
        case .opinionLimit:
            "An opinion is asked within a limit, and “none” is not one; give a limit such as 3wd."
        case .nothingAsked:
            "A request names at least one document; list what is missing."
        case .amount(let amount):
            "An amount of \(amount) đồng cannot be demanded; give an amount above zero."
        case .nothingAmended:
            "An amendment names what has changed; give at least one field."
        case .textMissing(let field):
            "The field \(field) is empty, and the form prints it; write it out."
        case .textTooLong(let field, let longest):
            "The field \(field) is longer than \(longest) characters, more than the form has room for; shorten it."
        case .secondSupplement(let asked):
            "Documents were asked for \(asked) time(s), and once is the rule; a leader may approve one more request "
                + "on a legal ground."
        case .secondPayment(let demanded):
            "A payment was demanded \(demanded) time(s) already; a leader may approve one more demand."
        case .paymentShort(let demanded, let paid):
            "The demand is for \(demanded) đồng, which \(paid) đồng do not cover; confirm the payment when all of it is in."
        case .paidInTheFuture:
            "A payment cannot be confirmed before it was made; give the time that the receipt has."
        case .feeNotOwed(let owed, let paid):
            "Fees of \(owed) đồng are still to be paid, not \(paid); charge the fee first, or take no more than that."
        case .feesOwed(let owed):
            "Fees of \(owed) đồng are still to be paid, and the result is handed out after that; take the payment first."
        case .refundTooLarge(let paid, let refund):
            "A refund of \(refund) đồng is more than the \(paid) đồng that are paid and not given back yet; give less."
        case .approvalNotNeeded(let command):
            "Nothing waits for “\(command.words)”: the first request needs no approval, and each further one needs one; "
                + "go on without it."
        case .gate(let dueOn):
            "The dossier was due on \(dueOn.iso) and has no letter of apology, without which nothing late is "
                + "submitted or signed; issue the letter, or have a supervisor override the gate with a reason."
        case .gateOpen:
            "The dossier is not held up for want of a letter, so there is nothing to override; go on with it."
        case .secondLetter(let issuedOn):
            "A letter of apology was issued on \(issuedOn.iso), and a date is set anew only once; report the case to "
                + "the head of the agency, who is told when that date has passed."
        case .applicantsCause:
            "A delay on the applicant's side is no reason for an apology; ask for the supplement or the payment, "
                + "which pauses the clock."
        case .noDateToMiss:
            "The dossier has no due date, so there is nothing to apologise for; go on without a letter."
        case .notLate(let dueOn):
            "The dossier is due on \(dueOn.iso) and is not late, so there is no delay to explain; go on with it."
        case .waitingForApplicant:
            "The dossier waits for the applicant and its clock stands, so no letter is due; wait for the answer."
        case .newDateTooEarly(let newDate, let after):
            "The new date \(newDate.iso) is not later than \(after.iso), and a letter names one after both today and "
                + "the due date; choose a later one."
        case .newDateNotWorking(let day):
            "The desk is closed on \(day.iso), and a result is promised for a working day; choose one."
        case .letterNotDrafted:
            "There is no draft of a letter; have the unit draft it first."
        case .letterApproved:
            "The draft is approved already; sign it."
        case .letterNotApproved:
            "The draft is not approved, and only an approved letter is signed; approve it first."
        case .letterSigned:
            "The letter is signed already; have the clerk number it."
        case .letterNotSigned:
            "The letter is not signed, and a number is given at the signature only; have it signed first."
        case .letterSigner:
            "The head of the agency signs the letter, or a deputy or acting head in the head's place; choose head, deputy "
                + "or acting."
        case .letterNotIssued:
            "There is no issued letter to deliver; have it signed and numbered first."
        case .letterOnItsWay(let method):
            "The letter is on its way already (\(method.rawValue)); record how that ended, then send it again."
        case .letterNotSent:
            "The letter is not on its way, so nothing can have failed; send it first."
        case .letterDelivered:
            "The letter was delivered already; there is nothing to do."
        case .legAtTheDecidingAgency:
            "The agency that decides the dossier needs no leg of it; assign it to a unit, or name another agency."
        case .legIsOpen(let number):
            "Leg \(number) is with the other agency and not answered yet; wait for its answer, or take the leg back."
        case .legReceived(let number):
            "Leg \(number) was received already; complete it or return it."
        case .legEnded(let number):
            "Leg \(number) has ended; if the other agency is needed again, send a new leg."
        case .noSuchLeg(let number):
            "The dossier has no leg \(number); look up its legs."
        case .tooManyLegs(let most):
            "The dossier has \(most) legs, and more are not sent; have the head of the agency look at it."
        case .outOfScope:
            "There is no such dossier; check the code."
        case .noRight(let verb):
            "You may see this, but you or your token have no right to “\(verb.words)”; ask somebody who has it, or for a token "
                + "of that scope."
        case .signerCompletedStep:
            "Whoever completed a step of a dossier may not sign its result; have another leader sign."
        case .clock(let refusal):
            "The calendar gives no date (\(refusal.words)); have the agency's calendar corrected."
        case .limit:
            "The limit cannot be counted; have it corrected in the catalogue or the agency's settings."
        case .dateUnchanged:
            "The calendar gives the dossier the date it has; there is nothing to move."
        }
    }
}

extension CommandKind {
    /// The command in words, for the middle of a sentence.
    package var words: String { rawValue.spaced }
}

extension Verb {
    /// The verb in words, for the middle of a sentence.
    package var words: String { rawValue.spaced }
}

extension ClockRefusal {
    fileprivate var words: String {
        switch self {
        case .noWorkingDayWithinTenYears(let day): "no working day within ten years from \(day.iso)"
        case .beyondYear9999: "it would lie after the year 9999"
        case .endBeforeStart: "the end lies before the start"
        case .ledgerTooLong(let days): "\(days) days are too many to list"
        }
    }
}

extension String {
    fileprivate var spaced: String { split(separator: "_").joined(separator: " ") }
}
