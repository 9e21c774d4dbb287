using Hep.Tests.Support;
using Hep.Training.Cards;
using Xunit;

namespace Hep.Tests.Training.Cards;

public sealed class CardDifferencesTests
{
    [Fact]
    public void Keys_and_values_are_those_of_the_card()
    {
        var path = Repository.PathOf("configs/higgs.yaml");
        var card = RunCard.Load(path);
        Assert.Empty(CardDifferences.Between(card, RunCard.Load(path)));
        Assert.Equal(
            [
                ("data.missing", "-999", "none"),
                ("model.hidden", "[64, 64]", "[3]"),
                ("training.optimizer.name", "adam", "sgd"),
                ("training.optimizer.beta1", "0.9", "nothing"),
            ],
            CardDifferences.Between(card, RunCard.Load(path, [CardOverride.Set("training.optimizer=sgd"), CardOverride.Set("data.missing=none"), CardOverride.Set("model.hidden=[3]")])).Take(4));
    }
}
