import Foundation

/// A judged load run of calls: what was asked, on what machine, what came out, and whether it counts.
public struct CallsReport: Codable, Sendable {
  /// Whether a run kept its limits.
  public enum Verdict: String, Codable, Sendable {
    case held
    case broken
    /// It says nothing: the generator was the limit, or something else made it worthless.
    case void
  }

  /// What was run, where and by what.
  public struct Circumstances: Codable, Sendable {
    /// ISO 8601, UTC.
    public let date: String
    public let command: String
    public let version: String
    public let machine: Machine
    /// The one core that the server's process is bound to; `nil` when it may run on several, or isn't ours to see.
    public let serverCore: Int?
    /// The generator's likewise.
    public let generatorCore: Int?
    /// How long the AI's sessions were set to wait before they answer, each value once, in milliseconds; empty when
    /// that can't be read, `nil` where nobody looked.
    public let aiDelaysMilliseconds: [Int]?

    /// Circumstances of a run.
    public init(
      date: String, command: String, version: String, machine: Machine, serverCore: Int?, generatorCore: Int?,
      aiDelaysMilliseconds: [Int]? = nil
    ) {
      self.date = date
      self.command = command
      self.version = version
      self.machine = machine
      self.serverCore = serverCore
      self.generatorCore = generatorCore
      self.aiDelaysMilliseconds = aiDelaysMilliseconds
    }
  }

  /// The server's part; a figure is `nil` where the server isn't ours to see.
  public struct Server: Codable, Equatable, Sendable {
    /// Of one core, 0 to 1 and above.
    public let cpuShare: Double?
    public let cpuMillisecondsPerCallSecond: Double?
    public let idleMiB: Double?
    public let loadedMiB: Double?
    public let kibPerCallAboveIdle: Double?
    public let threads: Int?
  }

  /// The generator's part, and what else ran.
  public struct Generator: Codable, Equatable, Sendable {
    /// Of one core, the simulated AI included.
    public let cpuShare: Double
    /// All other processes of the machine, in cores.
    public let otherLoad: Double?
  }

  /// How turns of talk went.
  public struct Talk: Codable, Equatable, Sendable {
    public let answers: Int
    public let unanswered: Int
    /// Turns in which audio came before the AI's own delay was over, so that it can't have been the answer.
    public let premature: Int
    public let bargeIns: Int
    public let ignoredBargeIns: Int
    /// Interruptions in which audio came after `clear` while the caller still spoke.
    public let spokenOver: Int
    /// From the end of speech to the first audio of the answer; an unanswered turn counts by its age when that was
    /// found.
    public let rawTurn: Percentiles
    /// The AI's own part of that, in milliseconds; `nil` when it isn't known, and `ownTurn` is then `rawTurn`.
    public let aiDelayMilliseconds: Int?
    public let ownTurn: Percentiles
    /// From the first loud frame to `clear`; `nil` when nobody broke in.
    public let bargeIn: Percentiles?
  }

  public let circumstances: Circumstances
  public let plan: CallsPlan
  public let verdict: Verdict
  /// Why the run is void or which limits it broke; empty when it held.
  public let reasons: [String]
  public let established: Int
  public let dropped: Int
  public let failures: [String: Int]
  public let frames: Frames
  /// What the window allows: established calls times 50 a second.
  public let nominalFrames: Int
  public let latency: Percentiles
  public let distribution: [CurvePoint]
  public let talk: Talk?
  public let server: Server
  public let generator: Generator
  public let series: [CallsSecond]

  /// Judges a measurement.
  public init(_ measured: CallsMeasurement, to target: CallsTarget, in circumstances: Circumstances) {
    let (plan, snapshot, use) = (measured.plan, measured.snapshot, measured.use)
    self.circumstances = circumstances
    self.plan = plan
    established = measured.established
    dropped = snapshot.callsDropped
    failures = measured.failures
    frames = Frames(snapshot.tally, areIdentified: plan.mode == .echo)
    nominalFrames = measured.established * plan.seconds * 50
    let turns = snapshot.turns
    latency = plan.mode == .echo ? snapshot.latency.percentiles : turns.own.percentiles
    distribution = plan.mode == .echo ? snapshot.latency.curve : turns.own.curve
    talk =
      plan.mode == .echo
      ? nil
      : Talk(
        answers: turns.answers, unanswered: turns.unanswered, premature: turns.premature,
        bargeIns: turns.bargeIns, ignoredBargeIns: turns.ignoredBargeIns, spokenOver: turns.spokenOver,
        rawTurn: turns.raw.percentiles, aiDelayMilliseconds: target.aiDelayMilliseconds,
        ownTurn: turns.own.percentiles,
        bargeIn: turns.reaction.count > 0 ? turns.reaction.percentiles : nil)
    let calls = Double(max(measured.established, 1))
    server = Server(
      cpuShare: use.serverCPUSeconds.map { $0 / use.seconds },
      cpuMillisecondsPerCallSecond: use.serverCPUSeconds.map { $0 * 1000 / use.seconds / calls },
      idleMiB: measured.idle.map { Double($0.residentKiB) / 1024 },
      loadedMiB: use.loaded.map { Double($0.residentKiB) / 1024 },
      kibPerCallAboveIdle: use.loaded.flatMap { loaded in
        measured.idle.map { Double(loaded.residentKiB - $0.residentKiB) / calls }
      }, threads: use.loaded?.threads)
    generator = Generator(
      cpuShare: use.generatorCPUSeconds / use.seconds, otherLoad: use.otherCPUSeconds.map { $0 / use.seconds })
    series = measured.series
    let judgement = CallsJudgement(
      plan: plan, established: established, dropped: dropped, failures: failures, frames: frames,
      nominalFrames: nominalFrames, latency: latency, talk: talk, generator: generator, server: server,
      circumstances: circumstances, isOwnServer: target.pid != nil, knownDelay: target.aiDelayMilliseconds)
    let void = judgement.voids
    reasons = void.isEmpty ? judgement.breaches : void
    verdict = !void.isEmpty ? .void : reasons.isEmpty ? .held : .broken
  }
}
