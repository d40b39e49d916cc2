import ArgumentParser
import Desk
import FoundationEssentials
import Glibc
import OneStop

/// What `doctor` looks at beside the database: folders that it was told of.
enum Surroundings {
    /// Less than a twentieth of the disk or a gibibyte free wants attention.
    private static let leastShare = 20.0
    private static let leastBytes = 1_073_741_824.0

    /// The room on the disk of a folder.
    static func disk(of folder: String, called name: String) -> Checkup.Finding {
        var disk = statvfs()
        guard statvfs(folder, &disk) == 0 else {
            return .attention("The disk of \(name) cannot be looked at: \(String(cString: strerror(errno))).")
        }
        let free = Double(disk.f_bavail) * Double(disk.f_frsize)
        let whole = Double(disk.f_blocks) * Double(disk.f_frsize)
        let told = "\(Int(free / leastBytes)) GiB of \(Int(whole / leastBytes)) GiB are free where \(name) lies."
        return free * leastShare < whole || free < leastBytes
            ? .attention("Only \(told) Make room before the disk is full: the database then takes no more dossiers.")
            : .good(told)
    }

    /// The age of the newest file in a folder of backups, whatever makes them.
    static func backups(in folder: String, age: BackupAge, at now: Instant) -> Checkup.Finding {
        guard let names = try? FileManager.default.subpathsOfDirectory(atPath: folder) else {
            return .attention(
                "The folder of backups \(folder) cannot be read. Check the path and your right to read it.")
        }
        let times = names.compactMap { name -> Int64? in
            var status = stat()
            guard stat("\(folder)/\(name)", &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0
            else { return nil }
            return Int64(status.st_mtim.tv_sec)
        }
        guard let newest = times.max() else {
            return .attention("There is no backup in \(folder). Make one; docs/operations.md says how.")
        }
        let hours = max(0, (SystemClock.unixSeconds(of: now) - newest) / 3_600)
        return hours < age.hours
            ? .good("The newest backup in \(folder) is \(hours) hours old.")
            : .attention(
                "The newest backup in \(folder) is \(hours) hours old, older than \(age.hours). See why no later one was made."
            )
    }
}

/// How old the newest backup may be: `26h` or `2d`.
struct BackupAge: ExpressibleByArgument {
    var hours: Int64

    init(hours: Int64) {
        self.hours = hours
    }

    init?(argument: String) {
        guard let unit = argument.last, let number = Int64(argument.dropLast()), (1...10_000).contains(number) else {
            return nil
        }
        switch unit {
        case "h": hours = number
        case "d": hours = number * 24
        default: return nil
        }
    }

    var defaultValueDescription: String { "\(hours)h" }
}
