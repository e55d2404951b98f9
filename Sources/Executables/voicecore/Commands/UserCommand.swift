import ArgumentParser
import CommandConventions
import VoiceCore

/// Makes users.
struct UserCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "user", abstract: "Makes users, in the database of the settings.",
    subcommands: [Create.self])

  /// Makes a user.
  struct Create: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "create", abstract: "Makes a user of a tenant.",
      discussion: """
        A platform administrator (--role platform_admin) signs in with the domain of the tenant where they are kept, and
        belongs to none: the token names no tenant. That tenant can't be deleted while they are there.

        The password is made and printed this once, or read with --read-password: from the terminal, where it isn't
        shown, else the first line of standard input. It is never an argument.

        Examples:
          voicecore user create --domain acme.example --email eve@acme.example --name Eve --role agent
          voicecore user create --domain acme.example --email root@acme.example --name Root --role platform_admin
        """)

    @OptionGroup var place: AdministrationPlace
    @Option(help: "The tenant's domain.") var domain: String
    @Option(help: "The e-mail address to sign in with.") var email: String
    @Option(help: "The person's name.") var name: String
    @Option(help: "platform_admin, tenant_admin, supervisor or agent.") var role = Role.agent.rawValue
    @Flag(help: "Reads the password instead of making one.") var readPassword = false

    func run() async throws {
      guard let role = Role(rawValue: role) else {
        throw ValidationError("--role: one of \(Role.allCases.map(\.rawValue).joined(separator: ", "))")
      }
      guard let email = EmailAddress(email) else { throw ValidationError("--email: no e-mail address") }
      let typed = readPassword ? try TypedPassword.read() : nil
      try await place.withDesk { desk in
        let tenant = try await desk.find(domain)
        let password = typed ?? desk.password()
        let plan = MakeUser.Plan(email: email, name: name, role: role, password: password)
        do throws(UserFailure) {
          // Whoever may run this may read the database: no role is above theirs.
          let user = try await desk.makeUser(plan, by: .user(Identifier(0), .platformAdmin, of: nil), in: tenant)
          place.tell(
            [
              ("id", user.id.description), ("tenant_id", tenant.description), ("email", email.text),
              ("role", role.rawValue), ("password", typed == nil ? password : nil),
            ], "user created")
        } catch {
          throw CheckFailed(error)
        }
      }
    }
  }
}
