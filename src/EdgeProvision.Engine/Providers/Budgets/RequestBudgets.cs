using System.Collections.Concurrent;

namespace EdgeProvision.Engine.Providers.Budgets;

/// <summary>One budget for each service, project and region, however many drivers speak to it.</summary>
internal sealed class RequestBudgets
{
    private readonly ConcurrentDictionary<(string Driver, string Endpoint, string? Project, string? Region, TimeProvider Time), RequestBudget> budgets = new();

    // The clock is part of the key: a process may hold a world in virtual time beside the real one.
    public RequestBudget For(ProviderSettings settings, BudgetRate rate, TimeProvider time) => budgets.GetOrAdd(
        (settings.Driver, settings.Endpoint.AbsoluteUri.TrimEnd('/'), settings.Project, settings.Region, time), _ => new RequestBudget(rate, time));
}
