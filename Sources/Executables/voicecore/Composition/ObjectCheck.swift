import EmbeddedStore
import Logging
public import ObjectStorage
import Sealing
import VoiceCore

/// Whether the bucket that the settings name can be had: lists what would be there. Changes nothing.
public enum ObjectCheck {
  /// What is wrong and what would help; `nil` when the bucket could be listed.
  public static func problem(with bucket: S3Settings) async -> String? {
    let objects = S3Objects(
      bucket, time: SystemTime(), chance: .system, log: Logger(label: "check") { _ in SwiftLogNoOpLogHandler() })
    let trouble = await objects.trouble()
    await objects.close()
    return trouble?.description
  }
}
