/// Judges a new password by the rule and works out what is kept of it. Slow, so never inside a unit of work.
struct NewPassword: Sendable {
  let store: any Store
  let passwords: any Passwords

  func verifier(
    for password: String, of email: EmailAddress, in tenant: Tenant.ID
  ) async throws(UserFailure) -> PasswordVerifier {
    let found: Tenant?
    do throws(StoreFailure) {
      found = try await store.read(for: tenant) { scope throws(StoreFailure) in try await scope.tenant() }
    } catch {
      throw UserFailure(error)
    }
    guard let found else { throw .notFound }
    if let fault = PasswordRule.fault(in: password, of: email, at: found) { throw .password(fault) }
    do throws(PasswordFailure) {
      return try await passwords.verifier(for: password)
    } catch {
      throw UserFailure(error)
    }
  }
}
