import Foundation

/// The seed of the run: fixed by the commit in CI (`VOICECORE_SEED`, hexadecimal), else 1. A failure's token replays without it.
enum Seed {
  static let ofThisRun: UInt64 = {
    let text = ProcessInfo.processInfo.environment["VOICECORE_SEED"] ?? ""
    return UInt64(text.prefix(16), radix: 16) ?? 1
  }()
}
