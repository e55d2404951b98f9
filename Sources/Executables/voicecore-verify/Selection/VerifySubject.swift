import ArgumentParser
import CommandConventions
import MemoryStore
import Properties
import PropertyTesting

#if SUBJECT_SQLITE || SUBJECT_POSTGRES
import Generators
import VoiceCore
#endif
#if SUBJECT_POSTGRES
import PrivatePostgres
#endif
#if SUBJECT_SQLITE
import SQLiteStore
#endif
#if SUBJECT_SQLITE && SUBJECT_POSTGRES
import SealedSubjects
#endif

/// What a law can be run on here.
enum VerifySubject: String, CaseIterable {
  case core, memory, sqlite, postgres, sim, server

  /// Those that this build has what they need for; `VOICECORE_SUBJECTS` in Package.swift leaves some out.
  static let built: [VerifySubject] = {
    var built = allCases
    #if !SUBJECT_SQLITE
    built.removeAll { $0 == .sqlite }
    #endif
    #if !SUBJECT_POSTGRES
    built.removeAll { $0 == .postgres }
    #endif
    #if !SUBJECT_SERVER
    built.removeAll { $0 == .server }
    #endif
    return built
  }()

  /// Those that a gate is to run on and this build leaves out: who asks for a profile of all subjects shall not take the
  /// rest for all.
  static func absent(_ text: String?, _ profile: Profile?) -> [VerifySubject] {
    guard text == nil, profile == .ci || profile == .nightly else { return [] }
    return allCases.filter { !built.contains($0) }
  }

  /// The subjects in `text`, separated by commas, each once; without it those of the profile.
  static func chosen(_ text: String?, _ profile: Profile?) throws -> [VerifySubject] {
    guard let text else { return profile == .quick ? [.core, .memory] : built }
    let subjects = try text.split(separator: ",", omittingEmptySubsequences: false).map { try subject(String($0)) }
    return allCases.filter(subjects.contains)
  }

  private static func subject(_ name: String) throws -> VerifySubject {
    guard let subject = VerifySubject(rawValue: name) else {
      let names = allCases.map(\.rawValue).joined(separator: ", ")
      throw ValidationError("--subject: '\(name)' is none of \(names)")
    }
    guard built.contains(subject) else {
      throw CouldNotRun(
        "--subject: this voicecore-verify was built without \(name); build it without VOICECORE_SUBJECTS")
    }
    return subject
  }

  /// The law on this subject; `nil` when it has none, and for the server, which runs its laws together.
  func property(_ property: VerifiedProperty) -> Property? {
    switch self {
    case .core: property.core?()
    // On the memory store: on SQLite the same worlds are run by the tests.
    case .sim: property.sim?(StoreSource("memory") { MemoryStore() })
    case .memory:
      property.store?(StoreSource("memory") { MemoryStore() })
        ?? property.sealed?(
          .model("memory") { ciphers in
            let store = MemoryStore().sealed(by: ciphers)
            return (store, { store.bytes.map { Evidence("memory, \($0.table)", Array($0.table.utf8) + $0.bytes) } })
          })
    case .sqlite:
      #if SUBJECT_SQLITE
      property.store?(Self.sqlite(keepsKeys: property.isOfKeys)) ?? sealedOnSQLite(property)
      #else
      nil
      #endif
    case .postgres:
      #if SUBJECT_POSTGRES
      property.store?(Self.postgres(keepsKeys: property.isOfKeys)) ?? sealedOnPostgres(property)
      #else
      nil
      #endif
    case .server: nil
    }
  }

  #if SUBJECT_SQLITE
  private static func sqlite(keepsKeys: Bool) -> StoreSource {
    StoreSource("sqlite") { () async throws -> any ErasableStore in
      let store = try await SQLiteStore.inMemory()
      guard keepsKeys else { return store }
      return store.sealed(by: ModelCiphers(over: store.keyRecords))
    }
  }
  #endif

  #if SUBJECT_POSTGRES
  private static func postgres(keepsKeys: Bool) -> StoreSource {
    let databases = LentDatabases()
    return StoreSource("postgres") { () async throws -> any ErasableStore in
      guard keepsKeys else { return try await databases.store() }
      return try await databases.store(sealedBy: { ModelCiphers(over: $0) })
    }
  }
  #endif

  // A build needs both kinds of store for the law on either, sealed.
  #if SUBJECT_SQLITE && SUBJECT_POSTGRES
  private func sealedOnSQLite(_ property: VerifiedProperty) -> Property? { property.sealed?(.sqlite()) }
  private func sealedOnPostgres(_ property: VerifiedProperty) -> Property? {
    property.sealed?(.postgres(LentDatabases()))
  }
  #else
  private func sealedOnSQLite(_ property: VerifiedProperty) -> Property? { nil }
  private func sealedOnPostgres(_ property: VerifiedProperty) -> Property? { nil }
  #endif

  /// Opens what the subject needs once, so that what is missing isn't taken for a broken law.
  /// - Throws: whatever keeps it from being opened.
  func open() async throws {
    #if SUBJECT_SQLITE
    if self == .sqlite { _ = try await SQLiteStore.inMemory() }
    #endif
    #if SUBJECT_POSTGRES
    // The server that the environment names, or one that is started here and goes with this process.
    if self == .postgres { _ = try await MigratedDatabase() }
    #endif
  }
}
