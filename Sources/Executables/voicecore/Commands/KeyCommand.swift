import ArgumentParser
import CommandConventions
import VoiceCore

/// Rotates the keys that tenants' rows are sealed under.
struct KeyCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "key", abstract: "Rotates the keys that tenants' rows are sealed under.",
    discussion: """
      The master key, which wraps these, is rotated by VOICECORE_MASTER_KEY alone; see SECURITY.md.

      Examples:
        voicecore key rotate acme.example
        voicecore key rotate --all --json
      """,
    subcommands: [Rotate.self])

  /// Gives a tenant a new data key.
  struct Rotate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "rotate", abstract: "Gives a tenant, or all of them, a new data key; nobody needs to stop.",
      discussion: """
        Whatever is written from now on is sealed under the new key, on every node. What is there opens as before; a running
        server seals it anew and destroys the old key when nothing is left under it. Told in the tenant's audit log.
        --all takes the deployment's own rows along.

        Examples:
          voicecore key rotate acme.example
          voicecore key rotate 0199c3f0-7a1e-7c3a-9f61-000000000001 --json
          voicecore key rotate --all
        """)

    @OptionGroup var place: AdministrationPlace
    @Argument(help: "The tenant's domain or UUID.") var tenant: String?
    @Flag(help: "All tenants, and the deployment itself.") var all = false

    func validate() throws {
      guard all == (tenant == nil) else { throw ValidationError("name one tenant, or --all") }
    }

    func run() async throws {
      try await place.withDesk { desk in
        guard let rotate = desk.rotateKey else { throw CheckFailed("nothing is sealed there") }
        if let tenant {
          let id = try await desk.find(tenant)
          let number: UInt32
          do throws(RotateDataKey.Failure) { number = try await rotate(id, by: .commandLine) } catch {
            throw CheckFailed(error)
          }
          return place.tell(
            [("id", id.description), ("key", "\(number)")],
            "data key rotated; a running server seals anew what is there")
        }
        try await rotateAll(desk, rotate)
      }
    }

    /// One that can't be rotated holds up no other.
    private func rotateAll(_ desk: AdministrationDesk, _ rotate: RotateDataKey) async throws {
      var rows: [[(String, String?)]] = []
      var failed = 0
      for id in [.platform] + (try await desk.everyTenant()) {
        var row = [("id", String?.some(id == .platform ? "deployment" : id.description))]
        do throws(RotateDataKey.Failure) {
          row.append(("key", "\(try await rotate(id, by: .commandLine))"))
          row.append(("problem", nil))
        } catch .notFound {
          continue  // gone meanwhile
        } catch {
          failed += 1
          row.append(("key", nil))
          row.append(("problem", CheckFailed(error).description))
        }
        rows.append(row)
      }
      place.tell(rows, heading: ["id", "key", "problem"])
      if failed > 0 { throw CheckFailed("\(failed) of \(rows.count) keys aren't rotated") }
    }
  }
}
