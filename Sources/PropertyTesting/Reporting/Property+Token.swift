extension Property {
  /// How tokens call the property: its number, or its title in lower-case ASCII letters, digits and hyphens.
  public var tokenName: String { PropertyName(number: number, title: title).tokenName }
}
