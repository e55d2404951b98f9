import Configuration
import Foundation
import Logging
import ObjectStorage
import OpenAI
import OpenTelemetry
import PostgresStore
import Sealing
import Server
import SystemPackage
import Tokens
import VoiceCore

extension Settings {
  /// Reads the environment, and beneath it the file (`NAME=value` lines, the same names) if one is given.
  /// - Throws: `SettingProblems`, all that is wrong at once.
  public static func read(file: String?) async throws -> Settings {
    var providers: [any ConfigProvider] = [EnvironmentVariablesProvider()]
    if let file {
      do {
        providers.append(try await EnvironmentVariablesProvider(environmentFilePath: FilePath(file)))
      } catch {
        throw SettingProblems(problems: [SettingProblem("--config", "the file \(file) can't be read")])
      }
    }
    var reading = SettingsReading(reader: ConfigReader(providers: providers))
    let settings = reading.settings()
    guard reading.problems.isEmpty else { throw SettingProblems(problems: reading.problems) }
    return settings
  }
}

/// Reads settings one by one and collects what is wrong with them.
private struct SettingsReading {
  let reader: ConfigReader
  var problems: [SettingProblem] = []

  mutating func settings() -> Settings {
    var settings = Settings()
    settings.host = text("VOICECORE_HOST") ?? settings.host
    settings.port = number("VOICECORE_PORT", in: 0...65_535) ?? settings.port
    settings.eventLoops = number("VOICECORE_EVENT_LOOPS", in: 1...256)
    settings.publicURL = url("VOICECORE_PUBLIC_URL", such: "https://voice.example.com")
    settings.nodeURL = url("VOICECORE_NODE_URL", such: "https://node1.voice.example.com")
    settings.trustedProxies = trustedProxies() ?? settings.trustedProxies
    settings.origins = origins() ?? settings.origins
    settings.readsPerMinute = number("VOICECORE_READS_PER_MINUTE", in: RateRule.legalCounts) ?? settings.readsPerMinute
    settings.writesPerMinute =
      number("VOICECORE_WRITES_PER_MINUTE", in: RateRule.legalCounts) ?? settings.writesPerMinute
    settings.database = database() ?? settings.database
    settings.objects = objects()
    settings.adminDatabase = secret("VOICECORE_ADMIN_DATABASE_URL")
      .flatMap { postgres($0, setting: "VOICECORE_ADMIN_DATABASE_URL") }
    settings.masterKey = masterKey(for: settings.database)
    settings.tokenKey = secret("VOICECORE_TOKEN_KEY")
    settings.outsideIssuer = outsideIssuer()
    settings.ai = chain() ?? settings.ai
    settings.fillerAfter = number("VOICECORE_FILLER_MS", in: 200...60_000).map { .milliseconds($0) }
    settings.answerWithin = number("VOICECORE_ANSWER_MS", in: 500...60_000).map { .milliseconds($0) }
    settings.silence = number("VOICECORE_SILENCE_SECONDS", in: 3...120).map { .seconds($0) }
    settings.session = number("VOICECORE_SESSION_CAP_CENTS", in: 1...100_000).flatMap {
      SessionMeter.Limits(cost: $0 * 10_000)
    }
    settings.mode = choice("VOICECORE_MODE") ?? settings.mode
    settings.logLevel = choice("VOICECORE_LOG_LEVEL") ?? settings.logLevel
    settings.logFormat = choice("VOICECORE_LOG_FORMAT") ?? settings.logFormat
    settings.traces = traces()
    settings.carrier = carrier()
    settings.realtimeAI = realtimeAI()
    if settings.ai.contains(.cascade) {
      wrong("VOICECORE_AI", "cascade is not available yet; use offline or openai-realtime")
    }
    if settings.ai.contains(.openAIRealtime), settings.realtimeAI == nil {
      wrong("OPENAI_API_KEY", "missing; VOICECORE_AI=openai-realtime needs it")
    }
    if settings.mode == .production { checkProduction(settings) }
    return settings
  }

  private mutating func checkProduction(_ settings: Settings) {
    if settings.publicURL?.hasPrefix("https://") != true {
      wrong("VOICECORE_PUBLIC_URL", "production needs the https:// URL under which the carrier reaches this server")
    }
    if settings.carrier == nil {
      wrong("TWILIO_AUTH_TOKEN", "production needs the carrier's account SID and auth token")
    }
    if settings.tokenKey == nil {
      wrong("VOICECORE_TOKEN_KEY", "production needs a key of its own: a P-256 private key in PEM")
    }
    if settings.database == .memory {
      wrong("VOICECORE_DATABASE_URL", "production keeps its state: use postgres://… or sqlite:PATH")
    }
    if settings.masterKey == nil {
      wrong(MasterKeys.setting, "production needs a master key of its own: 32 random bytes in base64")
    }
  }

  private mutating func url(_ name: String, such example: String) -> String? {
    guard let text = text(name) else { return nil }
    guard let url = URL(string: text), url.scheme == "http" || url.scheme == "https", url.host != nil, url.query == nil
    else {
      wrong(name, "expected an http:// or https:// URL without query, such as \(example)")
      return nil
    }
    return text.hasSuffix("/") ? String(text.dropLast()) : text
  }

  private mutating func trustedProxies() -> TrustedProxies? {
    guard let text = text("VOICECORE_TRUSTED_PROXIES") else { return nil }
    guard let proxies = TrustedProxies(text) else {
      wrong("VOICECORE_TRUSTED_PROXIES", "expected addresses or networks, separated by commas, such as 10.0.0.0/8")
      return nil
    }
    return proxies
  }

  private mutating func origins() -> CrossOrigins? {
    guard let text = text("VOICECORE_CORS_ORIGINS") else { return nil }
    guard let origins = CrossOrigins(text) else {
      wrong(
        "VOICECORE_CORS_ORIGINS", "expected origins without path, separated by commas, such as https://app.example.com")
      return nil
    }
    return origins
  }

  private mutating func database() -> Settings.Database? {
    guard let text = secret("VOICECORE_DATABASE_URL") else { return nil }
    if text == "memory:" { return .memory }
    if text.hasPrefix("sqlite:"), text.count > 7 { return .sqlite(path: String(text.dropFirst(7))) }
    if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") {
      return postgres(text, setting: "VOICECORE_DATABASE_URL").map { .postgres($0) }
    }
    wrong("VOICECORE_DATABASE_URL", "expected memory:, sqlite:PATH or postgres://USER:PASSWORD@HOST:PORT/DATABASE")
    return nil
  }

  private mutating func objects() -> Settings.Objects? {
    guard let text = text(Settings.objectsName) else { return nil }
    if text.hasPrefix("file:"), text.count > 5 { return .directory(String(text.dropFirst(5))) }
    guard text.hasPrefix("s3:") else {
      wrong(Settings.objectsName, "expected file:DIRECTORY or s3://BUCKET?region=REGION")
      return nil
    }
    let credentials = S3Credentials(
      accessKeyID: secret("AWS_ACCESS_KEY_ID") ?? "", secretAccessKey: secret("AWS_SECRET_ACCESS_KEY") ?? "",
      sessionToken: secret("AWS_SESSION_TOKEN"))
    do throws(S3Settings.Unusable) {
      return .bucket(try S3Settings(url: text, credentials: credentials))
    } catch {
      for problem in error.problems { wrong(problem.setting, problem.description) }
      return nil
    }
  }

  private mutating func postgres(_ text: String, setting: String) -> PostgresURL? {
    do throws(PostgresFailure) {
      return try PostgresURL(text, setting: setting)
    } catch {
      wrong(setting, "expected postgres://USER:PASSWORD@HOST:PORT/DATABASE, special characters percent-encoded")
      return nil
    }
  }

  private mutating func masterKey(for database: Settings.Database) -> String? {
    guard let text = secret(MasterKeys.setting) else {
      if case .postgres = database {
        wrong(MasterKeys.setting, "missing; every node on one Postgres needs the same: 32 random bytes in base64")
      }
      return nil
    }
    do throws(MasterKeyFailure) {
      _ = try MasterKeys(text)
    } catch {
      wrong(MasterKeys.setting, error.description)
    }
    return text
  }

  private mutating func outsideIssuer() -> OutsideIssuer? {
    let audience = text("VOICECORE_OIDC_AUDIENCE")
    let named = text("VOICECORE_OIDC_TENANTS")
    guard let address = text("VOICECORE_OIDC_ISSUER") else {
      if audience != nil || named != nil {
        wrong("VOICECORE_OIDC_ISSUER", "missing; the other VOICECORE_OIDC_* need it")
      }
      return nil
    }
    guard var issuer = OutsideIssuer(issuer: address, audience: audience ?? "") else {
      wrong(
        "VOICECORE_OIDC_ISSUER, VOICECORE_OIDC_AUDIENCE",
        "expected the issuer's https:// address as its tokens name it, and whom they are meant for")
      return nil
    }
    // An issuer's word alone lets nobody into a tenant: it is said here which ones it may name.
    var tenants: [String: Tenant.ID] = [:]
    for pair in (named ?? "").split(separator: ",") {
      let halves = pair.split(separator: "=").map { $0.trimmingCharacters(in: .whitespaces) }
      guard halves.count == 2, let tenant = Tenant.ID(halves[1]), tenants[halves[0]] == nil else {
        wrong(
          "VOICECORE_OIDC_TENANTS", "expected NAME=UUID, separated by commas: what its tokens call a tenant of ours")
        return nil
      }
      tenants[halves[0]] = tenant
    }
    if tenants.isEmpty {
      wrong("VOICECORE_OIDC_TENANTS", "missing; NAME=UUID for each tenant that the issuer's tokens may name")
    }
    issuer.tenants = tenants
    if let claim = text("VOICECORE_OIDC_TENANT_CLAIM") { issuer.tenantClaim = claim }
    if let claim = text("VOICECORE_OIDC_ROLE_CLAIM") { issuer.roleClaim = claim }
    return issuer
  }

  private mutating func traces() -> OTLPSettings? {
    let headers = secret("OTEL_EXPORTER_OTLP_HEADERS")
    guard let endpoint = text("OTEL_EXPORTER_OTLP_ENDPOINT") else { return nil }
    do throws(OTLPSettings.Unusable) {
      return try OTLPSettings(endpoint: endpoint, headers: headers ?? "", serviceName: text("OTEL_SERVICE_NAME"))
    } catch {
      wrong(error == .endpoint ? "OTEL_EXPORTER_OTLP_ENDPOINT" : "OTEL_EXPORTER_OTLP_HEADERS", error.description)
      return nil
    }
  }

  private mutating func carrier() -> Settings.Carrier? {
    let account = text("TWILIO_ACCOUNT_SID")
    let token = secret("TWILIO_AUTH_TOKEN")
    switch (account, token) {
    case (nil, nil): return nil
    case (let account?, let token?):
      guard account.count == 34, account.hasPrefix("AC"), account.dropFirst(2).allSatisfy(\.isHexDigit) else {
        wrong("TWILIO_ACCOUNT_SID", "expected AC and 32 hexadecimal digits")
        return nil
      }
      let tokens = token.split(separator: ",").map(String.init)
      guard !tokens.isEmpty, tokens.allSatisfy({ $0.count >= 16 }) else {
        wrong("TWILIO_AUTH_TOKEN", "expected the account's token (or several, separated by commas, during a rotation)")
        return nil
      }
      return Settings.Carrier(
        accountSID: account, authTokens: tokens, apiURL: text("TWILIO_API_URL") ?? "https://api.twilio.com")
    case (_?, nil):
      wrong("TWILIO_AUTH_TOKEN", "missing; it belongs to TWILIO_ACCOUNT_SID")
      return nil
    case (nil, _?):
      wrong("TWILIO_ACCOUNT_SID", "missing; it belongs to TWILIO_AUTH_TOKEN")
      return nil
    }
  }

  private mutating func realtimeAI() -> Settings.RealtimeAI? {
    guard let key = secret("OPENAI_API_KEY") else { return nil }
    let account = Settings.RealtimeAI(
      apiKey: key, url: text("OPENAI_REALTIME_URL"), model: text("OPENAI_REALTIME_MODEL"),
      batchMilliseconds: text("VOICECORE_UPSTREAM_BATCH_MS").map { Int($0) ?? 0 })
    do throws(OpenAIRealtimeSettings.Unusable) {
      _ = try OpenAIRealtimeSettings(account)
    } catch {
      wrong("OPENAI_*", error.description)
    }
    return account
  }

  /// Who talks with callers, and who stands in: names in their order, separated by commas.
  private mutating func chain() -> [Settings.AI]? {
    guard let text = text("VOICECORE_AI") else { return nil }
    let names = text.split(separator: ",", omittingEmptySubsequences: false).map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    let chain = names.compactMap(Settings.AI.init(rawValue:))
    guard chain.count == names.count, Set(chain).count == chain.count else {
      wrong(
        "VOICECORE_AI",
        "expected one of \(Settings.AI.allCases.map(\.rawValue).joined(separator: ", ")), or several of them, each once, in the order in which they stand in for each other, such as openai-realtime,offline"
      )
      return nil
    }
    return chain
  }

  /// The setting's text; an empty one counts as missing.
  private func text(_ name: String) -> String? {
    let key = ConfigKey(name.lowercased().split(separator: "_").map(String.init))
    return reader.string(forKey: key).flatMap { $0.isEmpty ? nil : $0 }
  }

  /// The setting's text, or that of the file which `NAME_FILE` names.
  private mutating func secret(_ name: String) -> String? {
    if let text = text(name) { return text }
    guard let path = text(name + "_FILE") else { return nil }
    guard let content = try? String(contentsOfFile: path, encoding: .utf8) else {
      wrong(name + "_FILE", "the file can't be read")
      return nil
    }
    return content.trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private mutating func number(_ name: String, in range: ClosedRange<Int>) -> Int? {
    guard let text = text(name) else { return nil }
    guard let number = Int(text), range.contains(number) else {
      wrong(name, "expected a whole number from \(range.lowerBound) to \(range.upperBound)")
      return nil
    }
    return number
  }

  private mutating func choice<Choice: RawRepresentable & CaseIterable>(_ name: String) -> Choice?
  where Choice.RawValue == String {
    guard let text = text(name) else { return nil }
    guard let choice = Choice(rawValue: text) else {
      wrong(name, "expected one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
      return nil
    }
    return choice
  }

  private mutating func wrong(_ name: String, _ remedy: String) { problems.append(SettingProblem(name, remedy)) }
}

extension S3Settings.Problem {
  /// The setting that it is about.
  fileprivate var setting: String {
    switch self {
    case .bucket, .region, .endpoint, .addressing, .query: Settings.objectsName
    case .accessKeyID: "AWS_ACCESS_KEY_ID"
    case .secretAccessKey: "AWS_SECRET_ACCESS_KEY"
    case .sessionToken: "AWS_SESSION_TOKEN"
    }
  }
}
