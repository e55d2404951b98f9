import ArgumentParser
import CommandConventions
import VoiceCore

/// Makes users and says where they belong.
struct UserCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "user", abstract: "Makes users and says where they belong, in the database of the settings.",
    subcommands: [Create.self, Departments.self, Password.self])

  /// Whom a command is about.
  struct Whom: ParsableArguments {
    @Option(help: "The tenant's domain.") var domain: String
    @Option(help: "The e-mail address that the user signs in with.") var email: String

    func address() throws -> EmailAddress {
      guard let address = EmailAddress(email) else { throw ValidationError("--email: no e-mail address") }
      return address
    }
  }

  /// The departments that were named.
  static func departments(_ texts: [String]) throws -> Set<Department.ID> {
    let ids = texts.compactMap { Department.ID($0) }
    guard ids.count == texts.count else { throw ValidationError("--department: a department's UUID") }
    return Set(ids)
  }

  /// Makes a user.
  struct Create: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "create", abstract: "Makes a user of a tenant.",
      discussion: """
        A platform administrator (--role platform_admin) signs in with the domain of the tenant where they are kept, and
        belongs to none: the token names no tenant. That tenant can't be deleted while they are there.

        A supervisor sees what is in the departments that they belong to, and below; without one, nothing.

        The password is made and printed this once, or read with --read-password: from the terminal, where it isn't
        shown, else the first line of standard input. It is never an argument.

        Examples:
          voicecore user create --domain acme.example --email eve@acme.example --name Eve --role agent
          voicecore user create --domain acme.example --email root@acme.example --name Root --role platform_admin
        """)

    @OptionGroup var place: AdministrationPlace
    @OptionGroup var whom: Whom
    @Option(help: "The person's name.") var name: String
    @Option(help: "platform_admin, tenant_admin, supervisor or agent.") var role = Role.agent.rawValue
    @Option(help: "The UUID of a department that the user belongs to; may be repeated.") var department: [String] = []
    @Flag(help: "Reads the password instead of making one.") var readPassword = false

    func run() async throws {
      guard let role = Role(rawValue: role) else {
        throw ValidationError("--role: one of \(Role.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      let email = try whom.address()
      let departments = try UserCommand.departments(department)
      let typed = readPassword ? try TypedPassword.read() : nil
      try await place.withDesk { desk in
        let tenant = try await desk.find(whom.domain)
        let password = typed ?? desk.password()
        let plan = MakeUser.Plan(email: email, name: name, role: role, password: password)
        do throws(UserFailure) {
          let user = try await desk.makeUser(plan, by: .commandLine, in: tenant)
          place.tell(
            [
              ("id", user.id.description), ("tenant_id", tenant.description), ("email", email.text),
              ("role", role.rawValue), ("password", typed == nil ? password : nil),
            ], "user created")
          guard !departments.isEmpty else { return }
          try await desk.changeMembership(of: user.id, to: departments, by: .commandLine, in: tenant)
        } catch {
          throw CheckFailed(error)
        }
      }
    }
  }

  /// Says where a user belongs.
  struct Departments: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "departments", abstract: "Says to which departments a user belongs, and to no other.",
      discussion: """
        In force with the next request. Without --department the user belongs to none.

        Examples:
          voicecore user departments --domain acme.example --email eve@acme.example \\
            --department 0199c3f0-7a1e-7c3a-9f61-000000000001
        """)

    @OptionGroup var place: AdministrationPlace
    @OptionGroup var whom: Whom
    @Option(help: "The UUID of a department; may be repeated.") var department: [String] = []

    func run() async throws {
      let email = try whom.address()
      let departments = try UserCommand.departments(department)
      try await place.withDesk { desk in
        let tenant = try await desk.find(whom.domain)
        let user = try await desk.find(email, in: tenant)
        do throws(UserFailure) {
          try await desk.changeMembership(of: user.id, to: departments, by: .commandLine, in: tenant)
        } catch {
          throw CheckFailed(error)
        }
        place.tell([("id", user.id.description), ("departments", "\(departments.count)")], "departments set")
      }
    }
  }

  /// Gives a user a new password.
  struct Password: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "password", abstract: "Gives a user a new password; all their sessions end.",
      discussion: """
        The password is made and printed this once, or read with --read-password: from the terminal, where it isn't
        shown, else the first line of standard input. It is never an argument.

        Examples:
          voicecore user password --domain acme.example --email ada@acme.example
        """)

    @OptionGroup var place: AdministrationPlace
    @OptionGroup var whom: Whom
    @Flag(help: "Reads the password instead of making one.") var readPassword = false

    func run() async throws {
      let email = try whom.address()
      let typed = readPassword ? try TypedPassword.read() : nil
      try await place.withDesk { desk in
        let tenant = try await desk.find(whom.domain)
        let user = try await desk.find(email, in: tenant)
        let password = typed ?? desk.password()
        do throws(UserFailure) {
          try await desk.changePassword(
            of: user.id, in: tenant, to: password, proof: .administrator(.commandLine))
        } catch {
          throw CheckFailed(error)
        }
        place.tell(
          [("id", user.id.description), ("password", typed == nil ? password : nil)], "password changed")
      }
    }
  }
}
