import ArgumentParser
import CommandConventions
import VoiceCore

/// Erases one caller's data.
struct EraseCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "erase", abstract: "Erases one caller of a tenant: number, words, sound and notes.",
    discussion: """
      It can't be undone. Figures without the caller stay. What is in the database goes at once; sound and files of exports are
      deleted by the running servers, and the signed statement comes when they are gone (GET /v1/erasures/ID). Asking again goes on with
      what was interrupted. Told in the tenant's audit log, without the number.

      Examples:
        voicecore erase +14155550100 acme.example
        voicecore erase +14155550100 acme.example --json

      Exit codes: 0 success, 1 there is no such tenant, or the caller is on the line, 2 wrong use or wrong settings, 3 could not run.
      """)

  @OptionGroup var place: AdministrationPlace
  @Argument(help: "The caller's number, E.164.") var number: String
  @Argument(help: "The tenant's domain or UUID.") var tenant: String

  func validate() throws { _ = try caller() }

  func run() async throws {
    let number = try caller()
    try await place.withDesk { desk in
      let tenant = try await desk.find(tenant)
      let asked = try await ask(of: desk, number, tenant)
      _ = try await desk.erasePerson(of: tenant)
      let erasure = try await desk.erasures(asked.id, of: tenant) ?? asked
      place.tell(
        [
          ("id", erasure.id.description), ("person", erasure.person.hex),
          ("status", erasure.isOpen ? "erasing" : "erased"), ("erased_at", erasure.statement?.statement.at.description),
          ("signature", erasure.statement.map { AuditHash($0.signature.bytes).description }),
        ], erasure.isOpen ? "Under way; a running server finishes it." : "Erased.")
    }
  }

  private func ask(
    of desk: AdministrationDesk, _ number: PhoneNumber, _ tenant: Tenant.ID
  ) async throws -> PersonErasure {
    let answer: RequestPersonErasure.Answer
    do throws(StoreFailure) {
      answer = try await desk.requestErasure(desk.ids(), of: number, by: .commandLine, in: tenant)
    } catch {
      if error == .notFound { throw CheckFailed(TenantFailure.notFound) }
      throw error
    }
    switch answer {
    case .waits(let erasure): return erasure
    case .onTheLine: throw CheckFailed("a call with this number is running; ask again once it has ended")
    case .tooManyOpen(let limit): throw CheckFailed("\(limit) erasures are under way, which is the most; wait")
    }
  }

  private func caller() throws -> PhoneNumber {
    guard let number = PhoneNumber(number) else {
      throw ValidationError("NUMBER: a number in E.164, as +14155550100")
    }
    return number
  }
}
