import CommandConventions
import EmbeddedStore
import Foundation
import SQLiteStore
import VoiceCore

/// Checks the audit log of the deployment and of every tenant, one after the other, each in the room that a page takes.
/// Changes nothing; a server may run meanwhile.
public enum AuditCheckup {
  /// Checks all of them and tells each finding as it comes.
  /// - Returns: Whether nothing is wrong.
  /// - Throws: `CouldNotRun` when the database can't be opened or read.
  public static func run(_ settings: Settings, tell: (AuditFinding) -> Void) async throws -> Bool {
    let opened = try await open(settings)
    do {
      let isWell = try await check(opened, tell)
      await opened.close()
      return isWell
    } catch {
      await opened.close()
      throw error
    }
  }

  private static func check(_ opened: StoreOpening.Opened, _ tell: (AuditFinding) -> Void) async throws -> Bool {
    let check = CheckAuditLog(store: opened.store, digest: opened.audit)
    var isWell = true
    do throws(StoreFailure) {
      for tenant in [.platform] + (try await opened.store.platform.tenants()) {
        let finding = AuditFinding(tenant: tenant, verdict: try await verdict(of: tenant, check))
        isWell = isWell && finding.isWell
        tell(finding)
      }
    } catch {
      throw CouldNotRun("VOICECORE_DATABASE_URL: it can't be read (\(error))")
    }
    return isWell
  }

  private static func verdict(of tenant: Tenant.ID, _ check: CheckAuditLog) async throws(StoreFailure) -> AuditVerdict?
  {
    do throws(StoreFailure) {
      return try await check(of: tenant)
    } catch {
      guard error == .notFound else { throw error }
      return nil
    }
  }

  /// Opens what is there; makes and migrates nothing.
  private static func open(_ settings: Settings) async throws -> StoreOpening.Opened {
    switch settings.database {
    case .memory: throw CouldNotRun("VOICECORE_DATABASE_URL: nothing is kept in memory that could be checked")
    case .postgres: break
    case .sqlite(let path):
      try await look(at: path)
      guard settings.masterKey != nil || FileManager.default.fileExists(atPath: path + ".master-key") else {
        throw CouldNotRun("VOICECORE_MASTER_KEY: not set, and there is no \(path).master-key")
      }
    }
    do {
      return try await StoreOpening.open(settings, time: SystemTime())
    } catch let problems as SettingProblems {
      throw CouldNotRun(problems.lines.joined(separator: "; "))
    }
  }

  private static func look(at path: String) async throws {
    guard FileManager.default.fileExists(atPath: path) else {
      throw CouldNotRun("VOICECORE_DATABASE_URL: there is no \(path)")
    }
    let pending: [String]
    do throws(StoreFailure) {
      let store = try await SQLiteStore(path: path)
      pending = try await store.pendingMigrations()
      await store.close()
    } catch {
      throw CouldNotRun("VOICECORE_DATABASE_URL: \(path) can't be read (\(error))")
    }
    guard pending.isEmpty else {
      throw CouldNotRun("VOICECORE_DATABASE_URL: \(pending.count) migrations wait; run voicecore migrate")
    }
  }
}
