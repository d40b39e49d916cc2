import ArgumentParser
import Desk
import Glibc
import OneStop
import Store

struct UserPasswordCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "password", abstract: "Set the password with which somebody signs in to the pages.",
        discussion: """
            The password is the first line of standard input, so that it stands in no list of processes and no history of a \
            shell; at a terminal it is not shown. All sessions of the person end; a second factor stays, unless \
            --remove-second-factor is given, for somebody who has lost the telephone.

            Example:
              motcua user password --agency H99.14 --login lan.tt < password.txt
            """)

    @Option(help: "The agency's code.") var agency: String
    @Option(help: "The sign-in name.") var login: String
    @Flag(help: "Only for somebody who has none yet.") var first = false
    @Flag(help: "Take the second factor away, too.") var removeSecondFactor = false
    @OptionGroup var options: DatabaseOptions

    func run() async throws {
        try await told {
            try await options.withDatabase { database in
                let account = try await database.required(login, of: agency)
                let rows = try await database.signIns(login: login, agency: agency)
                if first, rows.contains(where: { $0.account.id == account.id && $0.password != nil }) {
                    Output.remark("\(login) has a password already; nothing was changed.")
                    return
                }
                guard let password = HiddenLine.read("Password of \(login): ") else {
                    throw CommandFailure(text: "No password came on standard input. Nothing was changed.")
                }
                let desk = DeskService(database: database, directory: OfficeDirectory(database: database))
                try await SignInService(desk: desk).setPassword(password, of: account, at: SystemClock.now())
                if removeSecondFactor { try await database.removeSecondFactor(of: account.id) }
                Output.remark("\(login) signs in with the new password.")
            }
        }
    }
}

/// A line of standard input that a terminal does not show.
private enum HiddenLine {
    static func read(_ prompt: String) -> String? {
        guard isatty(STDIN_FILENO) == 1 else { return readLine() }
        var shown = termios()
        guard tcgetattr(STDIN_FILENO, &shown) == 0 else { return readLine() }
        var hidden = shown
        hidden.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden)
        defer {
            tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown)
            Output.remark("")
        }
        Output.remark(prompt)
        return readLine()
    }
}
