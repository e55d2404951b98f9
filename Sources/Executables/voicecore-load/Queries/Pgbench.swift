import CommandConventions
import Foundation
import LoadTests
import PostgresStore
import VoiceCore

/// PostgreSQL's own load generator, made to say what our store says: the same statements in the same pipelines.
struct Pgbench: Sendable {
  /// The newest of Debian's versions, without the wrapper around it; or what the path has.
  static var path: String? {
    let places = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
    let newest = places.compactMap { Int($0) }.max().map { ["/usr/lib/postgresql/\($0)/bin/pgbench"] } ?? []
    let found = ProcessInfo.processInfo.environment["PATH", default: ""].split(separator: ":").map { "\($0)/pgbench" }
    return (newest + found).first { FileManager.default.isExecutableFile(atPath: $0) }
  }

  private let path: String
  private let url: String
  private let directory: URL
  private let trial: StoreTrial
  private let threads: Int
  private let scripts: [StoreLoad.Operation: Script]

  /// - Parameter spoken: what the store said in one operation of each kind.
  init(
    at url: String, in directory: URL, _ trial: StoreTrial, saying spoken: [StoreLoad.Operation: Spoken], cores: Int
  ) throws {
    guard let path = Self.path else {
      throw CouldNotRun("pgbench isn't installed; on Debian: apt-get install postgresql-contrib")
    }
    (self.path, self.url, self.directory, self.trial, threads) = (path, url, directory, trial, cores)
    scripts = spoken.mapValues { Script($0, trial) }
  }

  /// Its name and version.
  static func version() async -> String {
    guard let path else { return "unknown" }
    return await Executables.output(of: path, ["--version"]) ?? "unknown"
  }

  /// Works for about so many seconds, with as many connections.
  /// - Parameter run: new calls are numbered by it: no other run on this database may have it, or the next one.
  func run(_ operation: StoreLoad.Operation, connections: Int, seconds: Int, run: Int) async throws -> Rate {
    // By count: its own clock is a signal, and whether a child hears that is up to how it was started.
    let trial = try await self.run(operation, connections: connections, count: Self.trialCount, run: run)
    let count = max(Self.trialCount, Int(trial.perSecond) * seconds / connections)
    return try await self.run(operation, connections: connections, count: count, run: run + 1)
  }

  /// How many operations of each connection tell how many a second takes.
  private static let trialCount = 100

  private func run(_ operation: StoreLoad.Operation, connections: Int, count: Int, run: Int) async throws -> Rate {
    guard let script = scripts[operation] else { throw CouldNotRun("nothing was recorded of \(operation)") }
    let file = directory.appendingPathComponent("\(operation.rawValue)-\(run).sql")
    try script.text.write(to: file, atomically: true, encoding: .utf8)
    let before = Usage.endedChildren
    let arguments =
      ["-n", "-M", "prepared", "-c", "\(connections)", "-j", "\(min(connections, threads))", "-t", "\(count)"]
      + ["-f", file.path, "-D", "base=\(run * 100 * StoreLoad.stride)", "-D", "i=0"]
      + script.constants.flatMap { ["-D", "\($0.name)=\($0.value)"] } + [url]
    guard let output = await Executables.output(of: path, arguments) else {
      throw CouldNotRun("pgbench failed; the command was: \(([path] + arguments.dropLast()).joined(separator: " "))")
    }
    let after = Usage.endedChildren
    guard let rate = Self.number(after: "tps = ", in: output),
      let count = Self.number(after: "number of transactions actually processed: ", in: output)
    else { throw CouldNotRun("pgbench's output has another form than was known: \(output)") }
    return Rate(
      operations: Int(count), seconds: count / max(rate, 1e-9), cpuSeconds: after.cpuSeconds - before.cpuSeconds,
      switches: after.switches - before.switches)
  }

  private static func number(after words: String, in text: String) -> Double? {
    text.range(of: words).flatMap { Double(text[$0.upperBound...].prefix { $0.isNumber || $0 == "." }) }
  }
}
