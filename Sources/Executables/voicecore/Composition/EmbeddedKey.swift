import Foundation
import Tokens

/// The key that signs access tokens: from the settings, or made once and kept beside the database with mode 0600.
enum EmbeddedKey {
  static func keys(for settings: Settings) throws -> SigningKeys {
    do {
      return try SigningKeys(setting: try text(for: settings))
    } catch let failure as SigningKeyFailure {
      throw SettingProblems(problems: [SettingProblem("VOICECORE_TOKEN_KEY", failure.description)])
    }
  }

  private static func text(for settings: Settings) throws -> String {
    if let text = settings.tokenKey { return text }
    guard case .sqlite(let database) = settings.database else { return SigningKeys.newKeyPEM() }
    let path = database + ".token-key.pem"
    if let kept = try? String(contentsOfFile: path, encoding: .utf8) { return kept }
    let made = SigningKeys.newKeyPEM()
    // Created with its mode, not given it afterwards; of two who make it at once, the first wins.
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
    guard file >= 0 else {
      if let kept = try? String(contentsOfFile: path, encoding: .utf8) { return kept }
      throw SettingProblems(problems: [SettingProblem("VOICECORE_TOKEN_KEY", "\(path) can't be written; set the key")])
    }
    let handle = FileHandle(fileDescriptor: file, closeOnDealloc: true)
    try handle.write(contentsOf: Data(made.utf8))
    try handle.synchronize()
    return made
  }
}
