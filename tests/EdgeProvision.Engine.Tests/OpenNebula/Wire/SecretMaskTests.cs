using EdgeProvision.Engine.OpenNebula;

namespace EdgeProvision.Engine.Tests.OpenNebula.Wire;

public sealed class SecretMaskTests
{
    [Theory]
    [InlineData("a", "Cannot read a value at all: a", "Cannot read *** value at all: ***")]
    [InlineData("one", "oned has no answer to one.vn.info; nobody mentioned one-host", "oned has no answer to one.vn.info; nobody mentioned one-host")]
    [InlineData("one", "password=one&user=x, \"one\", login one.", "password=***&user=x, \"***\", login ***.")]
    [InlineData("one", "Login oneadmin:one failed", "Login *** failed")]
    [InlineData("a&b", "Body was a&amp;b or a%26b, banana&bread", "Body was *** or ***, banana&bread")]
    public void Apply_OfAShortPassword_MasksItWhereItStandsByItself(string password, string text, string masked) =>
        Assert.Equal(masked, SecretMask.ForSession("oneadmin:" + password).Apply(text));

    [Theory]
    [InlineData("oned", "oned; oneday", "***; ***ay")]
    [InlineData("opennebula", "xopennebulax", "x***x")]
    public void Apply_OfAPasswordOfFourLettersOrMore_MasksItEverywhere(string password, string text, string masked) =>
        Assert.Equal(masked, SecretMask.ForSession("oneadmin:" + password).Apply(text));

    [Fact]
    public void With_ArgumentsOfACall_KeepsMaskingTheShortPassword() =>
        Assert.Equal("*** sent ***", SecretMask.ForSession("oneadmin:one").With(["a template"]).Apply("one sent a template"));

    [Fact]
    public void Apply_OfNoPassword_ChangesNothing() =>
        Assert.Equal("a b", SecretMask.ForSession("oneadmin:").Apply("a b"));
}
