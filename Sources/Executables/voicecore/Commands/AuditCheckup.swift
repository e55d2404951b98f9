import CommandConventions
import EmbeddedStore
import VoiceCore

/// Checks the audit log of the deployment and of every tenant, and the statement of everybody who was erased, one after the
/// other, each in the room that a page takes.
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
      let (open, closed) = (try await opened.store.platform.tenants(), try await opened.store.erasure.unfinished())
      for tenant in [.platform] + Set(open + closed).sorted() {
        let finding = AuditFinding(tenant: tenant, try await verdict(of: tenant, check))
        isWell = isWell && finding.isWell
        tell(finding)
      }
      var last: Tenant.ID?
      while true {
        let page = try await opened.store.erasure.erased(after: last, limit: CheckAuditLog.standardPage)
        for tenant in page {
          let finding = AuditFinding(tenant: tenant, try await statement(of: tenant, opened))
          isWell = isWell && finding.isWell
          tell(finding)
        }
        guard page.count == CheckAuditLog.standardPage else { break }
        last = page.last
      }
    } catch {
      throw CouldNotRun("VOICECORE_DATABASE_URL: it can't be read (\(error))")
    }
    return isWell
  }

  /// One tenant's log. What can't be opened there hides nothing of the others.
  private static func verdict(
    of tenant: Tenant.ID, _ check: CheckAuditLog
  ) async throws(StoreFailure) -> AuditFinding.Verdict {
    do throws(StoreFailure) {
      return .checked(try await check(of: tenant))
    } catch {
      switch error {
      case .notFound: return .keysDestroyed
      case .corrupt: return .keysUnreadable
      case .taken, .conflict, .unavailable, .scopeEnded: throw error
      }
    }
  }

  /// Whether what was said of an erased tenant is what this deployment signed.
  private static func statement(
    of tenant: Tenant.ID, _ opened: StoreOpening.Opened
  ) async throws(StoreFailure) -> AuditFinding.Verdict {
    do throws(StoreFailure) {
      guard let signed = try await opened.store.erasure.closure(of: tenant)?.statement,
        signed.statement.tenant == tenant, signed.isGenuine(to: opened.signer)
      else { return .statementForged }
      return .erased(signed.statement)
    } catch {
      guard error == .corrupt else { throw error }
      return .statementForged
    }
  }

  /// Opens what is there; makes and migrates nothing.
  private static func open(_ settings: Settings) async throws -> StoreOpening.Opened {
    if case .memory = settings.database {
      throw CouldNotRun("VOICECORE_DATABASE_URL: nothing is kept in memory that could be checked")
    }
    try await KeptDatabase.require(settings)
    do {
      return try await StoreOpening.open(settings, time: SystemTime())
    } catch let problems as SettingProblems {
      throw CouldNotRun(problems.lines.joined(separator: "; "))
    }
  }
}
