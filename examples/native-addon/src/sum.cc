#include <node_api.h>

#include <vector>

// sum(numbers): a little work in C++, so that libstdc++ is needed when it runs.
static napi_value Sum(napi_env env, napi_callback_info info) {
  size_t count = 1;
  napi_value list;
  napi_get_cb_info(env, info, &count, &list, nullptr, nullptr);
  uint32_t length = 0;
  napi_get_array_length(env, list, &length);
  std::vector<double> numbers(length);
  double total = 0;
  for (uint32_t index = 0; index < length; index++) {
    napi_value element;
    napi_get_element(env, list, index, &element);
    napi_get_value_double(env, element, &numbers[index]);
    total += numbers[index];
  }
  napi_value result;
  napi_create_double(env, total, &result);
  return result;
}

static napi_value Init(napi_env env, napi_value exports) {
  napi_value function;
  napi_create_function(env, "sum", NAPI_AUTO_LENGTH, Sum, nullptr, &function);
  napi_set_named_property(env, exports, "sum", function);
  return exports;
}

NAPI_MODULE(NODE_GYP_MODULE_NAME, Init)
