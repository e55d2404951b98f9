import DocumentedAPI
import FoundationEssentials
import PropertyTesting

/// What a law of a deployment plays on: the deployment's own description of itself, and tenants to throw away.
struct LiveStage: Sendable {
  let client: LiveClient
  let described: DescribedAPI
  let tenants: LiveTenants
  let tally: LiveTally

  /// A case of a law. One that trouble kept from its end says nothing of the law, and so does one that was interrupted.
  func judging(_ body: () async throws -> Void) async throws {
    do {
      try await body()
    } catch is LiveTrouble {
      throw Discard()
    } catch is CancellationError {
      throw Discard()
    }
  }

  /// A token for somebody who signs in.
  func signIn(_ email: String, of tenant: LiveTenant, password: String? = nil) async throws -> String {
    let answer = try await client.ask(
      .json(
        "POST", "/v1/auth/login",
        .object([
          "domain": .text(tenant.domain), "email": .text(email), "password": .text(password ?? tenant.password),
        ])))
    guard answer.status == 200, let token = answer.tree["access_token"]?.text else {
      throw await client.give(up: "nobody can sign in to a throw-away tenant: \(answer.inShort)")
    }
    return token
  }

  /// Demands what a law needs to be judged at all; it isn't the law's fault when it isn't there.
  func need(_ answer: Prober.Answer, _ statuses: Int..., for what: String) async throws -> JSON {
    guard statuses.contains(answer.status) else { throw await client.give(up: "\(what): \(answer.inShort)") }
    return answer.tree
  }
}
