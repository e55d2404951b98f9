import Foundation

/// What stands above a report, so that it can be made again.
public struct ReportHead: Codable, Equatable, Sendable {
  /// Commit of the checkout, with `-dirty` when it isn't clean; `nil` when unknown.
  public let voicecore: String?
  /// The compiler that built this.
  public let swift: String
  /// Operating system and processor.
  public let system: String
  /// `0x` and hexadecimal.
  public let seed: String
  /// Cases demanded for each property and subject; 0 when each has as many as it has by itself.
  public let cases: Int

  /// The token of the one case that is run instead; `nil` when all are.
  public let replay: String?
  /// The deployment that was checked over the network; `nil` for subjects of our own.
  public let deployment: LiveDeployment?

  /// The head of a run of this build.
  public init(voicecore: String?, seed: UInt64, cases: Int, replay: String? = nil, deployment: LiveDeployment? = nil) {
    self.voicecore = voicecore
    swift = Self.compiler
    system = "\(ProcessInfo.processInfo.operatingSystemVersionString), \(Self.processor)"
    self.seed = SeedText.text(seed)
    self.cases = cases
    self.replay = replay
    self.deployment = deployment
  }

  /// Two lines; another one for a deployment.
  public var text: String {
    let each = cases > 0 ? ", \(CountText.grouped(cases)) case\(cases == 1 ? "" : "s") each" : ""
    return """
      VoiceCore \(voicecore ?? "of an unknown commit"), Swift \(swift), \(system)
      \(replay.map { "replays \($0)" } ?? "seed \(seed)\(each)")\(deployment.map { "\n\($0.text)" } ?? "")
      """
  }

  // The language has no way to ask at run time.
  private static var compiler: String {
    #if compiler(>=6.5)
    "6.5 or later"
    #elseif compiler(>=6.4)
    "6.4"
    #elseif compiler(>=6.3.2)
    "6.3.2 or later"
    #elseif compiler(>=6.3.1)
    "6.3.1"
    #elseif compiler(>=6.3)
    "6.3"
    #else
    "6.2"
    #endif
  }

  private static var processor: String {
    #if arch(x86_64)
    "x86_64"
    #elseif arch(arm64)
    "arm64"
    #else
    "another processor"
    #endif
  }
}
