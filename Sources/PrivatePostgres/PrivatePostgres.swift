import Glibc
import PostgresStore
import Synchronization

/// A Postgres server for tests: the one that the environment names, or one that `scripts/postgres` starts for this
/// process and that goes with it, however it ends.
public final class PrivatePostgres: Sendable {
  /// The server that the tests of this process share; each makes itself a database there.
  public static let shared = PrivatePostgres()

  private let url: String
  private let adminURL: String
  let directory: String?

  private convenience init() {
    if let url = Self.environment("VOICECORE_TEST_POSTGRES"),
      let adminURL = Self.environment("VOICECORE_TEST_POSTGRES_ADMIN")
    {
      self.init(url: url, adminURL: adminURL, directory: nil)
    } else {
      self.init(ofItsOwn: ())
    }
  }

  /// A server that nobody else uses, to be stopped and started at will.
  public convenience init(ofItsOwn: Void) {
    let directory = Self.newDirectory()
    Self.removeWithThisProcess(directory)
    let lines = Self.output(of: [Self.script, "start", directory]).split(separator: "\n")
    let urls = lines.compactMap { line in line.firstIndex(of: "=").map { String(line[$0...].dropFirst()) } }
    precondition(urls.count == 2, "scripts/postgres start did not start a server")
    self.init(url: urls[0], adminURL: urls[1], directory: directory)
  }

  private init(url: String, adminURL: String, directory: String?) {
    self.url = url
    self.adminURL = adminURL
    self.directory = directory
  }

  /// Where a database of this server is, for the application's role and for the owner.
  public func urls(ofDatabase name: String) -> (application: String, owner: String) {
    (Self.naming(name, in: url), Self.naming(name, in: adminURL))
  }

  /// Kills the server as a crash would.
  public func kill() { if let directory { _ = Self.output(of: [Self.script, "stop", directory]) } }

  /// Starts it again, under the same URLs.
  public func startAgain() { if let directory { _ = Self.output(of: [Self.script, "start", directory]) } }

  private static func naming(_ database: String, in url: String) -> String {
    guard let slash = url.lastIndex(of: "/") else { return url }
    return url[...slash] + database
  }

  private static let script =
    #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 } + "/scripts/postgres"

  private static func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

  private static func newDirectory() -> String {
    var template =
      Array((environment("TMPDIR") ?? "/tmp").utf8CString.dropLast()) + "/voicecore-postgres-XXXXXX".utf8CString
    precondition(mkdtemp(&template) != nil, "no folder for a server")
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// A watcher holds the other end of a pipe: when this process is gone, the pipe ends and the server with it.
  private static func removeWithThisProcess(_ directory: String) {
    let ends = newPipe()
    let care = "trap '' INT TERM HUP; cat; \"$1\" stop \"$2\"; rm -rf \"$2\" \"$2.log\""
    _ = spawn(["/bin/sh", "-c", care, "sh", script, directory], input: ends[0], output: nil)
    close(ends[0])
  }

  static func output(of command: [String]) -> String {
    let ends = newPipe()
    let process = spawn(command, input: nil, output: ends[1])
    close(ends[1])
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 4096)
    while case let count = read(ends[0], &chunk, chunk.count), count > 0 { bytes += chunk[..<count] }
    close(ends[0])
    var status: CInt = 0
    waitpid(process, &status, 0)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A pipe that no process started later inherits: an end in its hands would never close.
  private static func newPipe() -> [CInt] {
    starting.withLock { _ in
      var ends: [CInt] = [0, 0]
      precondition(pipe(&ends) == 0, "no pipe")
      for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
      return ends
    }
  }

  /// One at a time starts a process or makes a pipe.
  private static let starting = Mutex(())

  private static func spawn(_ command: [String], input: CInt?, output: CInt?) -> pid_t {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // Whoever waits for our own output must not wait for the server, so it gets none of it.
    for (descriptor, source) in [(0, input), (1, output)] {
      if let source {
        posix_spawn_file_actions_adddup2(&actions, source, CInt(descriptor))
      } else {
        posix_spawn_file_actions_addopen(&actions, CInt(descriptor), "/dev/null", O_RDWR, 0)
      }
    }
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_RDWR, 0)
    let arguments = command.map { strdup($0) } + [nil]
    defer { for argument in arguments { free(argument) } }
    var process: pid_t = 0
    let status = starting.withLock { _ in posix_spawn(&process, command[0], &actions, nil, arguments, environ) }
    precondition(status == 0, "can't run \(command[0])")
    return process
  }
}
