#pragma once

#include <torch/torch.h>

#include "paper_lstm_data.h"

/// The paper's chord model (Kim, Lee, Donahue: "Amuse", CHI 2025): two plain LSTM layers of 512 units over a flat
/// vocabulary of 1,204 tokens. No mode, metre, style or duration. A yardstick, not a product.
namespace amuse::train {

class PaperLstmImpl final : public torch::nn::Module {
 public:
  static constexpr int kUnits = 512;

  PaperLstmImpl();
  /// tokens: [steps, batch] of inputs. Returns logits [steps, batch, kTokens]; `state` goes on where it stands.
  torch::Tensor forward(const torch::Tensor& tokens, std::tuple<torch::Tensor, torch::Tensor>& state);
  /// From the empty state.
  torch::Tensor forward(const torch::Tensor& tokens);

 private:
  torch::nn::Embedding embedding_{nullptr};
  torch::nn::LSTM layers_{nullptr};
  torch::nn::Dropout dropout_{nullptr};
  torch::nn::Linear output_{nullptr};
};
TORCH_MODULE(PaperLstm);

}  // namespace amuse::train
