import ArgumentParser
import CommandConventions
import Sealing
import VoiceCore

/// Makes, lists and deletes tenants.
struct TenantCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tenant", abstract: "Makes, lists and deletes tenants, in the database of the settings.",
    discussion: """
      Examples:
        voicecore tenant create --name "Acme Dental" --domain acme.example --customer-service +14155550100 \\
          --admin-email ada@acme.example
        voicecore tenant list --json
        voicecore tenant delete acme.example --yes
      """,
    subcommands: [Create.self, List.self, Delete.self, Recount.self])

  /// Makes a tenant with all that it begins with.
  struct Create: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "create", abstract: "Makes a tenant with all that it begins with.",
      discussion: """
        The administrator's password is made and printed this once, or read with --read-password: from the terminal,
        where it isn't shown, else the first line of standard input. It is never an argument.

        Examples:
          voicecore tenant create --name "Acme Dental" --domain acme.example --customer-service +14155550100 \\
            --admin-email ada@acme.example --number +14155550101
          pass show acme | voicecore tenant create --name Acme --domain acme.example \\
            --customer-service +14155550100 --admin-email ada@acme.example --read-password --json
        """)

    @OptionGroup var place: AdministrationPlace
    @Option(help: "As it is said to callers.") var name: String
    @Option(help: "People sign in with it; no other tenant has it.") var domain: String
    @Option(help: "The E.164 number of customer service.") var customerService: String
    @Option(help: "The language in which calls begin, as en or pt-BR.") var language = "en"
    @Option(help: "A number that callers dial, E.164; may be repeated.") var number: [String] = []
    @Option(help: "The administrator's e-mail address.") var adminEmail: String
    @Option(help: "The administrator's name.") var adminName = "Administrator"
    @Flag(help: "Reads the administrator's password instead of making one.") var readPassword = false
    @Option(help: "The tenant's UUID: repeating with it makes no second tenant. Drawn by default.") var id: String?

    func run() async throws {
      let request = try wanted()
      try await place.withDesk(mayBeNew: true) { desk in
        do throws(TenantFailure) {
          let created = try await desk.create(request, by: .commandLine)
          place.tell(
            [
              ("id", created.tenant.id.description), ("domain", created.tenant.domain.text),
              ("admin_email", request.administrator.text), ("admin_password", created.password),
            ],
            created.isNew ? "tenant created" : "this tenant was there already; nothing was changed")
        } catch {
          throw CheckFailed(error)
        }
      }
    }

    private func wanted() throws -> CreateTenant.Request {
      guard let domain = TenantDomain(domain) else { throw ValidationError("--domain: \(domain) is no domain") }
      guard let service = PhoneNumber(customerService) else {
        throw ValidationError("--customer-service: an E.164 number like +14155550100")
      }
      guard let language = Language(language) else { throw ValidationError("--language: a tag like en or pt-BR") }
      guard let email = EmailAddress(adminEmail) else { throw ValidationError("--admin-email: no e-mail address") }
      let lines = number.compactMap { PhoneNumber($0) }
      guard lines.count == number.count else { throw ValidationError("--number: E.164 numbers like +14155550101") }
      let id = try id.map { (text: String) throws -> Tenant.ID in
        guard let id = Tenant.ID(text), id != .platform, id != Tenant.nobody else {
          throw ValidationError("--id: a UUID, neither the lowest nor the highest, which are the deployment's own")
        }
        return id
      }
      return CreateTenant.Request(
        id: id, name: name, domain: domain, language: language, customerService: service, lines: lines,
        administrator: email, administratorName: adminName,
        password: readPassword ? try TypedPassword.read() : nil)
    }
  }

  /// Lists the tenants.
  struct List: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "Lists the tenants, by id.",
      discussion: """
        Examples:
          voicecore tenant list
          voicecore tenant list --json
        """)

    @OptionGroup var place: AdministrationPlace

    func run() async throws {
      try await place.withDesk { desk in
        var cursor: Tenant.ID?
        var rows: [[(String, String?)]] = []
        repeat {
          let page = try await desk.tenants.page(after: cursor, limit: ReadTenants.maximumPage)
          rows += page.tenants.map {
            [("id", $0.id.description), ("domain", $0.domain.text), ("name", $0.name)]
          }
          rows += page.damaged.map { [("id", $0.description), ("domain", nil), ("name", "can't be read")] }
          cursor = page.next
        } while cursor != nil
        place.tell(rows, heading: ["id", "domain", "name"])
      }
    }
  }

  /// Deletes a tenant.
  struct Delete: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "delete", abstract: "Deletes a tenant: closes it at once, and erases all that it had.",
      discussion: """
        Nothing answers for the tenant from now on, and its keys are destroyed: there is no way back, also for one of which
        nothing can be read any more. The rest is the servers', as soon as one runs: they end its calls, those too in which
        people talk with each other, sweep what it had and sign for it. Its domain and numbers are free then, ten minutes
        later at the earliest. Repeating the command tells how far that is.

        Examples:
          voicecore tenant delete acme.example --yes
          voicecore tenant delete 0199c3f0-7a1e-7c3a-9f61-000000000001 --yes --json
        """)

    @OptionGroup var place: AdministrationPlace
    @Argument(help: "The tenant's domain or UUID; of one that is being erased, the UUID.") var tenant: String
    @Flag(help: "Says that you mean it; nothing is deleted without.") var yes = false
    @Flag(help: "Deletes it also when platform administrators sign in there, or when that can't be read.")
    var force = false

    func validate() throws {
      guard yes else { throw ValidationError("a deleted tenant can't be brought back; add --yes if you mean it") }
    }

    func run() async throws {
      try await place.withDesk { desk in
        let id = try await desk.find(tenant)
        if try await desk.erasure.closure(of: id) == nil {
          let care: DeleteTenant.Care = force ? .insists : .keepsPlatformAdministrators
          do throws(TenantFailure) { _ = try await desk.delete(id, by: .commandLine, care: care) } catch {
            throw CheckFailed(error)
          }
        }
        try await desk.shut(id)
        guard let closure = try await desk.erasure.closure(of: id) else { throw CheckFailed(TenantFailure.unavailable) }
        tell(closure)
      }
    }

    private func tell(_ closure: TenantClosure) {
      let id = ("id", closure.tenant.description)
      let rows = ("rows", "\(closure.counts.reduce(0) { $0 + $1.rows })")
      guard closure.statement == nil else { return place.tell([id, ("state", "erased"), rows], "tenant erased") }
      place.tell(
        [
          id, ("state", "closing"), rows, ("closed_at", closure.closedAt.description),
          ("calls_to_hang_up", closure.handedOver.isEmpty ? nil : "\(closure.handedOver.count)"),
        ], "tenant closed, its keys destroyed; a running server ends its calls and erases what is left")
    }
  }
}
