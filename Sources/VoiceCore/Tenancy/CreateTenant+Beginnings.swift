extension CreateTenant {
  /// With what every tenant begins.
  enum Beginnings {
    /// What was drawn outside of the unit of work.
    struct Drawn: Sendable {
      let ids: IDSource
      /// Nobody can guess it.
      let token: String
    }

    /// The tenant itself, with a welcome in its own language and in those that we have words for.
    static func tenant(_ request: Request, id: Tenant.ID) -> Tenant {
      let languages: [Language] = [.english, .spanish, request.language]
      return Tenant(
        id: id, name: request.name, domain: request.domain,
        settings: TenantSettings(
          language: request.language, customerService: request.customerService,
          greetings: Greetings(
            languages.map { Greeting(Phrase.welcome(company: request.name).text(in: $0), in: $0) })))
    }

    /// The whole plan.
    static func plan(
      _ request: Request, _ tenant: Tenant, _ drawn: Drawn, _ password: PasswordVerifier,
      _ audit: AuditDraft
    ) -> ProvisionTenant.Plan {
      ProvisionTenant.Plan(
        tenant: tenant, lines: request.lines.map { PhoneLine(number: $0) },
        departments: [
          Department(id: drawn.ids(), name: departmentName(in: request.language), number: request.customerService)
        ],
        spamRules: keywords.map { SpamRule(id: drawn.ids(), sign: .keyword($0), action: .flag, weight: 40) },
        users: [
          User(
            id: drawn.ids(), email: request.administrator, name: request.administratorName, role: .tenantAdmin,
            password: password)
        ],
        webhookSecret: WebhookSecret(random: drawn.token),
        audit: audit)
    }

    /// What robots say most: a mark on the call, no more, for a rule that nobody chose must turn no customer away.
    private static let keywords = ["extended warranty", "free cruise", "lower your interest rate"].compactMap {
      Keyword($0)
    }

    private static func departmentName(in language: Language) -> String {
      language.primary == "es" ? "atención al cliente" : "customer service"
    }
  }
}
