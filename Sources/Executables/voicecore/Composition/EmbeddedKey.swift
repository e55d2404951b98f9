import Sealing
import Tokens

/// The keys of a deployment: from the settings, or in embedded mode made once and kept beside the database.
enum EmbeddedKey {
  /// The keys that sign access tokens.
  static func keys(for settings: Settings) throws -> SigningKeys {
    do {
      return try SigningKeys(
        setting: try text(
          settings.tokenKey, beside: settings.database, as: ".token-key.pem", setting: "VOICECORE_TOKEN_KEY",
          make: SigningKeys.newKeyPEM))
    } catch let failure as SigningKeyFailure {
      throw SettingProblems(problems: [SettingProblem("VOICECORE_TOKEN_KEY", failure.description)])
    }
  }

  /// The master keys, which wrap the tenants' keys.
  static func masterKeys(for settings: Settings) throws -> MasterKeys {
    let text = try text(
      settings.masterKey, beside: settings.database, as: ".master-key", setting: MasterKeys.setting,
      make: MasterKeys.newKeyText)
    do throws(MasterKeyFailure) {
      return try MasterKeys(text)
    } catch {
      throw SettingProblems(problems: [SettingProblem(MasterKeys.setting, error.description)])
    }
  }

  private static func text(
    _ given: String?, beside database: Settings.Database, as suffix: String, setting: String, make: () -> String
  ) throws -> String {
    if let given { return given }
    guard case .sqlite(let path) = database else { return make() }
    return try KeptSecret.text(at: path + suffix, setting: setting, make: make)
  }
}
