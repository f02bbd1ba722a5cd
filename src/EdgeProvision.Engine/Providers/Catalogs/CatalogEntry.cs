namespace EdgeProvision.Engine.Providers.Catalogs;

/// <summary>Something that a service offers: a plan, an operating system, a place.</summary>
/// <param name="Id">The service's id.</param>
/// <param name="Slug">The word for it in requests.</param>
/// <param name="Name">Its name for people; may be empty or the slug again.</param>
public abstract record CatalogEntry(string Id, string Slug, string Name)
{
    /// <summary>For example <c>centos_7 (CentOS 7)</c>.</summary>
    public sealed override string ToString() => Name.Length == 0 || Name == Slug ? Slug : $"{Slug} ({Name})";
}
