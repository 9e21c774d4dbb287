#!/usr/bin/env python3
"""Writes foreign.onnx: a model of another program, with a label output before the scores and dynamic axes called otherwise;
and foreign_fixed.onnx, with two inputs and a batch of four."""
import os

import numpy
from onnx import TensorProto, checker, helper, numpy_helper, save

weight = numpy_helper.from_array(numpy.array([[1, -1, 0], [2, 0, 1]], dtype=numpy.float32), "w")
graph = helper.make_graph(
    [
        helper.make_node("MatMul", ["x", "w"], ["logits"]),
        helper.make_node("Softmax", ["logits"], ["scores"], axis=1),
        helper.make_node("ArgMax", ["logits"], ["label"], axis=1, keepdims=0),
    ],
    "foreign",
    [
        helper.make_tensor_value_info("x", TensorProto.FLOAT, ["N", 2]),
        # Older exporters list the weights among the inputs.
        helper.make_tensor_value_info("w", TensorProto.FLOAT, [2, 3]),
    ],
    [
        helper.make_tensor_value_info("label", TensorProto.INT64, ["N"]),
        helper.make_tensor_value_info("scores", TensorProto.FLOAT, [None, None]),
    ],
    initializer=[weight],
)
model = helper.make_model(graph, producer_name="onnx-example", opset_imports=[helper.make_opsetid("", 13)])
model.ir_version = 7
checker.check_model(model)
save(model, os.path.join(os.path.dirname(os.path.abspath(__file__)), "foreign.onnx"))

graph = helper.make_graph(
    [helper.make_node("Mul", ["left", "right"], ["product"])],
    "fixed",
    [helper.make_tensor_value_info("left", TensorProto.FLOAT, [4, 2]), helper.make_tensor_value_info("right", TensorProto.FLOAT, [4, 1])],
    [helper.make_tensor_value_info("product", TensorProto.FLOAT, [4, 2])],
)
model = helper.make_model(graph, producer_name="onnx-example", opset_imports=[helper.make_opsetid("", 13)])
model.ir_version = 7
checker.check_model(model)
save(model, os.path.join(os.path.dirname(os.path.abspath(__file__)), "foreign_fixed.onnx"))
