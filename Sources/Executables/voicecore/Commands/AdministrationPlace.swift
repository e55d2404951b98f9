import ArgumentParser
import CommandConventions
import EmbeddedStore
import Foundation
import Sealing
import VoiceCore

/// What the commands that administer a database have in common: where it is, and how they tell what they did.
struct AdministrationPlace: ParsableArguments {
  @Option(help: "A file of NAME=value lines with the same names as the environment, which wins.") var config: String?
  @Flag(help: "Prints JSON.") var json = false

  /// The use cases on the database of the settings, for the length of a body. It must be there, with the schema that this
  /// program knows; only where it is said that it may be new is one made.
  func withDesk(mayBeNew: Bool = false, _ body: (AdministrationDesk) async throws -> Void) async throws {
    let settings = try await Settings.read(file: config)
    if case .memory = settings.database {
      throw SettingProblems(problems: [
        SettingProblem("VOICECORE_DATABASE_URL", "memory: is gone with this command; name sqlite:PATH or postgres://…")
      ])
    }
    try await KeptDatabase.require(settings, mayBeNew: mayBeNew)
    let opened = try await StoreOpening.open(settings, time: SystemTime())
    do {
      try await body(AdministrationDesk(opened))
    } catch let failed as CheckFailed {
      await opened.close()
      StandardError.write("Error: \(failed.description)")
      throw ExitCode(1)
    } catch let failure as StoreFailure {
      await opened.close()
      throw CouldNotRun("the database: \(failure)")
    } catch {
      await opened.close()
      throw error
    }
    await opened.close()
  }

  /// One thing: its fields, those without a value left out.
  func tell(_ fields: [(String, String?)], _ sentence: String) {
    let told = fields.compactMap { name, value in value.map { (name, $0) } }
    if json {
      Self.printJSON(Dictionary(uniqueKeysWithValues: told))
    } else {
      print(sentence)
      for (name, value) in told { print("  \(name)  \(value)") }
    }
  }

  /// Several things.
  func tell(_ rows: [[(String, String?)]], heading: [String]) {
    if json {
      Self.printJSON(
        rows.map { row in
          Dictionary(uniqueKeysWithValues: row.compactMap { name, value in value.map { (name, $0) } })
        })
    } else {
      print(TextTable(heading, rows.map { row in row.map { ($0.1 ?? "").visible } }).text)
    }
  }

  private static func printJSON(_ value: some Encodable) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let text = try? encoder.encode(value) else { return }
    print(String(decoding: text, as: UTF8.self))
  }
}

extension String {
  /// The same with what a terminal would not show, or turn around, written out (Unicode general category Cf).
  fileprivate var visible: String {
    unicodeScalars.map { scalar in
      scalar.properties.generalCategory == .format ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
    }.joined()
  }
}

/// The use cases behind the commands.
struct AdministrationDesk: Sendable {
  let create: CreateTenant
  /// Closes and destroys keys. What takes a carrier, or signs, is left to the servers.
  let delete: DeleteTenant
  /// Ends what an interrupted deletion left open.
  let shut: @Sendable (Tenant.ID) async throws(StoreFailure) -> Void
  let tenants: ReadTenants
  let replay: ReplayCall
  let export: StreamExport
  let recount: RecountCalls
  let requestErasure: RequestPersonErasure
  let erasePerson: ErasePerson
  let erasures: ReadPersonErasures
  let ids: IDSource
  let makeUser: MakeUser
  let changeMembership: ChangeMembership
  let changePassword: ChangePassword
  let erasure: any TenantErasure
  /// `nil` where nothing is sealed.
  let rotateKey: RotateDataKey?
  /// A new password that nobody can guess.
  let password: @Sendable () -> String
  private let store: any ErasableStore

  init(_ opened: StoreOpening.Opened) {
    let time = SystemTime()
    ids = IDSource.system(time: time, chance: .system)
    let secrets = SecretTokens.random()
    let passwords = ScryptPasswords()
    let auditing = Auditing(time: time, ids: ids, digest: opened.audit)
    store = opened.store
    erasure = store.erasure
    password = secrets.make
    rotateKey = opened.dataKeys.map { RotateDataKey(store: opened.store, keys: $0.keys, auditing: auditing) }
    create = CreateTenant(store: store, auditing: auditing, ids: ids, secrets: secrets, passwords: passwords)
    let erase = EraseTenant(
      store: store, objects: NoObjects(), telephony: NoTelephony(), signer: opened.signer, time: time,
      auditing: auditing)
    shut = { (tenant: Tenant.ID) async throws(StoreFailure) in try await erase.shut(tenant) }
    delete = DeleteTenant(store: store, erase: erase, time: time)
    tenants = ReadTenants(store: store)
    replay = ReplayCall(store: store)
    export = StreamExport(store: store, auditing: auditing)
    recount = RecountCalls(store: store)
    requestErasure = RequestPersonErasure(store: store, time: time, keyed: opened.keyed, auditing: auditing)
    erasePerson = ErasePerson(store: store, signer: opened.signer, time: time)
    erasures = ReadPersonErasures(store: store)
    makeUser = MakeUser(store: store, ids: ids, passwords: passwords, auditing: auditing)
    changeMembership = ChangeMembership(store: store, auditing: auditing)
    changePassword = ChangePassword(
      store: store, time: time, passwords: passwords, keyed: opened.keyed, auditing: auditing)
  }

  /// All tenants that aren't closed, by id.
  func everyTenant() async throws(StoreFailure) -> [Tenant.ID] { try await store.platform.tenants() }

  /// The tenant's user with this address.
  func find(_ email: EmailAddress, in tenant: Tenant.ID) async throws -> User {
    let found = try await store.read(for: tenant) { scope throws(StoreFailure) in try await scope.user(email) }
    guard let found else { throw CheckFailed("there is no such user") }
    return found
  }

  /// The tenant of this UUID or domain.
  func find(_ text: String) async throws -> Tenant.ID {
    if let id = Tenant.ID(text) { return id }
    guard let domain = TenantDomain(text) else { throw ValidationError("\(text) is neither a domain nor a UUID") }
    guard let id = try await store.platform.tenant(at: domain) else { throw CheckFailed(TenantFailure.notFound) }
    return id
  }
}

/// What was asked for can't be: exit code 1, told in one line.
struct CheckFailed: Error {
  let description: String

  init(_ description: String) { self.description = description }

  init(_ failure: TenantFailure) {
    description =
      switch failure {
      case .badName: "--name: 1 to \(Tenant.nameLength.upperBound) characters, no control characters"
      case .badAdministratorName:
        "--admin-name: 1 to \(MakeUser.nameLength.upperBound) characters, no control characters"
      case .taken(let what): "taken by another tenant: \(what.rawValue)"
      case .password(let fault): "the password is \(fault.rawValue)"
      case .notFound: "there is no such tenant"
      case .holdsPlatformAdministrators:
        "platform administrators sign in there, or may: it can't be read; remove them first, or add --force"
      case .unavailable: "not now; try again"
      case .damaged: "what is kept of it can't be read: it was damaged, or its keys are lost"
      }
  }

  init(_ failure: RotateDataKey.Failure) {
    description =
      switch failure {
      case .notFound: "there is no such tenant"
      case .tooManyKeys: "as many keys as there may be; a running server destroys those that nothing is sealed under"
      case .unavailable: "not now; try again"
      case .damaged: "what is kept of it can't be read: it was damaged, or its keys are lost"
      }
  }

  init(_ failure: UserFailure) {
    description =
      switch failure {
      case .emailTaken: "another user of the tenant has the address"
      case .badName: "--name: 1 to \(MakeUser.nameLength.upperBound) characters, no control characters"
      case .password(let fault): "the password is \(fault.rawValue)"
      case .notFound: "there is no such tenant"
      case .forbidden, .wrongPassword, .lastAdministrator: "not allowed"
      case .unknownDepartment: "--department: one of them isn't there"
      case .tooManyDepartments: "--department: at most \(ChangeMembership.maximumPerUser)"
      case .tryLater, .unavailable: "not now; try again"
      case .damaged: "what is kept of it can't be read: it was damaged, or its keys are lost"
      }
  }
}
