using EdgeProvision.Engine.OpenNebula;
using EdgeProvision.Model;

namespace EdgeProvision.Engine.Tests.OpenNebula;

public sealed class FrontEndCheckTests
{
    [Theory]
    [InlineData(0, "<GID>0</GID><GROUPS><ID>0</ID></GROUPS>")]
    [InlineData(4, "<GID>0</GID><GROUPS><ID>0</ID></GROUPS>")]
    [InlineData(4, "<GID>1</GID><GROUPS><ID>0</ID><ID>1</ID></GROUPS>")]
    public async Task RequireAdministrator_OneOfThem_IsReturned(int id, string groups)
    {
        using var client = FakeFrontEnd.Showing($"<USER><ID>{id}</ID>{groups}<NAME>me</NAME><TEMPLATE/></USER>");

        Assert.Equal(id, (await FrontEndCheck.RequireAdministratorAsync(client, TestContext.Current.CancellationToken)).Id);
    }

    [Fact]
    public async Task RequireAdministrator_PlainUser_IsRefusedWithTheWayOut()
    {
        using var client = FakeFrontEnd.Showing("<USER><ID>2</ID><GID>1</GID><GROUPS><ID>1</ID></GROUPS><NAME>plain</NAME><TEMPLATE/></USER>");

        var failure = await Assert.ThrowsAsync<EdgeException>(
            () => FrontEndCheck.RequireAdministratorAsync(client, TestContext.Current.CancellationToken));

        Assert.Equal(("AdministratorRequired", ErrorKind.AccessDenied), (failure.Code, failure.Kind));
        Assert.Contains("oneuser addgroup plain", failure.RecommendedAction, StringComparison.Ordinal);
    }
}
