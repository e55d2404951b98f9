import CommandConventions
import EmbeddedStore
import Foundation
import LoadTests
import SQLiteStore
import Sealing
import VoiceCore

/// A server of the run's own over SQLite, on a core of its own where the machine has two, with one tenant and keys to its API.
struct OwnServer: Sendable {
  private static let accountSid = "AC00000000000000000000000000000001"
  private static let authToken = "load-run-token-0123456789abcdef"

  /// The server as the generator knows it, and the keys.
  struct Place: Sendable {
    let target: CallsTarget
    let keys: [String]
  }

  /// How many keys there are, and what each may do.
  let keys: Int
  let scopes: Set<Permission>

  /// Runs the body while the server is ready.
  func running<Outcome: Sendable>(_ body: @escaping @Sendable (Place) async throws -> Outcome) async throws -> Outcome {
    guard let voicecore = Executables.voicecore else {
      throw CouldNotRun("the server's executable, voicecore, doesn't lie beside \(Executables.own); build it first")
    }
    let isBound = Machine.here.cores > 1 ? await Executables.bindSelf(to: 1) : false
    let place = try TemporaryDatabase()
    defer { place.remove() }
    let database = place.path(for: "server")
    let masterKey = MasterKeys.newKeyText()
    let secrets: [String]
    do {
      secrets = try await provision(database, masterKey)
    } catch {
      throw CouldNotRun("the database of the run can't be made: \(error)")
    }
    let port = try FreePort.find()
    let server = ServerProcess(
      executable: voicecore, arguments: ["serve"], environment: environment(port, database, masterKey), port: port,
      core: isBound ? 0 : nil, directory: place.directory)
    return try await server.running { pid in
      let target = CallsTarget(
        baseURL: "http://127.0.0.1:\(port)", accountSid: Self.accountSid, authToken: Self.authToken,
        dialled: LoadTenant.lines(1), pid: pid)
      return try await body(Place(target: target, keys: secrets))
    }
  }

  private func environment(_ port: Int, _ database: String, _ masterKey: String) -> [String: String] {
    [
      "VOICECORE_PORT": String(port), "VOICECORE_DATABASE_URL": "sqlite:\(database)", "VOICECORE_LOG_LEVEL": "warning",
      MasterKeys.setting: masterKey, "VOICECORE_AI": "offline",
      // It is measured what the server can, and not what it lets one client do.
      "VOICECORE_READS_PER_MINUTE": "1000000", "VOICECORE_WRITES_PER_MINUTE": "1000000",
      // The server has one core: a second loop on it would only cost switches between the two.
      "VOICECORE_EVENT_LOOPS": "1",
      "TWILIO_ACCOUNT_SID": Self.accountSid, "TWILIO_AUTH_TOKEN": Self.authToken,
    ]
  }

  /// The tenant and its keys.
  /// - Returns: the keys' secrets.
  private func provision(_ database: String, _ masterKey: String) async throws -> [String] {
    let store = try await EmbeddedStore.open(at: database, masterKeys: try MasterKeys(masterKey))
    let plan = LoadTenant.plans(1)[0]
    try await ProvisionTenant(store: store)(plan)
    let tokens = SecretTokens.random()
    let now = SystemTime().now()
    let made = (1...keys).map { number in
      let secret = APIKeySecret(random: tokens.make())
      let key = APIKey(
        id: Identifier(UInt128(number)), name: "load \(number)", digest: tokens.digest(secret.text), hint: secret.hint,
        scopes: scopes, createdBy: User.ID(1), createdAt: now, expiresAt: nil)
      return (secret: secret.text, key: key)
    }
    try await store.transaction(for: plan.tenant.id) { scope throws(StoreFailure) in
      for one in made { try await scope.save(one.key) }
    }
    await store.close()
    return made.map(\.secret)
  }
}
