/// A tenant changes its name, the language in which its calls begin, or its words of welcome.
public struct ChangeTenant: Sendable {
  private let store: any Store
  private let auditing: Auditing

  /// A use case on these ports.
  public init(store: any Store, auditing: Auditing) {
    self.store = store
    self.auditing = auditing
  }

  /// Changes what is given.
  /// - Returns: the tenant as it is now.
  public func callAsFunction(
    _ id: Tenant.ID, name: String? = nil, language: Language? = nil, greetings: Greetings? = nil, by actor: AuditActor
  ) async throws(TenantFailure) -> Tenant {
    if let name, !Tenant.isName(name) { throw .badName }
    let draft = auditing(.changeTenant, by: actor, on: AuditReference(.tenant, id))
    do throws(StoreFailure) {
      return try await store.transaction(for: id) { scope throws(StoreFailure) in
        var tenant = try await scope.openTenant()
        let before = tenant.name
        if let name { tenant.name = name }
        if let language { tenant.settings.language = language }
        if let greetings { tenant.settings.greetings = greetings }
        tenant.renewGreetings(insteadOf: before)
        try await scope.save(tenant)
        try await scope.append(draft)
        return tenant
      }
    } catch {
      throw TenantFailure(error)
    }
  }
}

extension Tenant {
  /// Greetings of our own words say the name as it is now, and there is one in the language in which calls begin. What the
  /// tenant worded itself stays.
  fileprivate mutating func renewGreetings(insteadOf before: String) {
    let standing = settings.greetings.all
    for greeting in standing where greeting.text == Phrase.welcome(company: before).text(in: greeting.language) {
      settings.greetings.greet(
        Greeting(Phrase.welcome(company: name).text(in: greeting.language), in: greeting.language))
    }
    guard !standing.contains(where: { $0.language == settings.language }) else { return }
    settings.greetings.greet(Greeting(Phrase.welcome(company: name).text(in: settings.language), in: settings.language))
  }
}
