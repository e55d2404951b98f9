import ArgumentParser
import CommandConventions
import Foundation
import PropertyTesting

/// Where a run's seed comes from.
enum SeedChoice {
  /// Given, or drawn at night, or of the commit (`VOICECORE_SEED`, else the checkout's), or 1.
  static func seed(given text: String?, _ profile: Profile?) async throws -> UInt64 {
    if let text {
      guard let seed = SeedText.seed(text) else {
        throw ValidationError("--seed: expected a number, decimal or 0x and hexadecimal, not '\(text)'")
      }
      return seed
    }
    if profile == .nightly { return .random(in: .min ... .max) }
    if let commit = ProcessInfo.processInfo.environment["VOICECORE_SEED"], !commit.isEmpty {
      guard let seed = SeedText.ofCommit(commit) else {
        throw ValidationError(
          "VOICECORE_SEED: expected the name of a commit (7 or more hexadecimal digits), not '\(commit)'")
      }
      return seed
    }
    guard profile == .ci else { return 1 }
    guard let seed = await Checkout.commit().flatMap(SeedText.ofCommit) else {
      throw CouldNotRun(
        "--profile ci: no commit to take the seed from; run inside the checkout, or set VOICECORE_SEED or --seed")
    }
    return seed
  }
}
